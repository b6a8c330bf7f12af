package io.kerasport.formats.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.AttributeMessage;
import io.kerasport.export.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A group. Its members are read when they are asked for; only hard links are followed. */
public final class Hdf5Group {
  private static final String LINK_WAY_OUT =
      "A model file has no business reading other files or places; save the model again with Keras.";

  private final Hdf5File file;
  private final long address;
  private final String path;
  private @Nullable List<HeaderMessage> header;
  private @Nullable Map<String, Link> links;

  Hdf5Group(Hdf5File file, long address, String path) {
    this.file = file;
    this.address = address;
    this.path = path;
  }

  /** File and path, for messages. */
  public String place() {
    return file.place(path);
  }

  /** Tells this group from all others, whatever way led to it. */
  public String identity() {
    return file.place("@" + address);
  }

  /** The names of all members, in the order of the file. */
  public Set<String> names() {
    return links().keySet();
  }

  /**
   * Finds a group.
   *
   * @param relative names joined with slashes
   * @return empty if there is no such member, or it is a dataset
   * @throws ModelFormatException if the way leads over a link that is not followed
   */
  public Optional<Hdf5Group> group(String relative) {
    Hdf5Group at = this;
    for (String name : relative.split("/", -1)) {
      Optional<Hdf5Group> next = at.member(name).filter(member -> !member.isDataset());
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
    }
    return Optional.of(at);
  }

  /**
   * Finds a dataset.
   *
   * @param relative names joined with slashes
   * @return empty if there is no such member, or it is a group
   * @throws ModelFormatException if the way leads over a link that is not followed, or the dataset
   *     declares what the file does not hold
   */
  public Optional<Hdf5Dataset> dataset(String relative) {
    int slash = relative.lastIndexOf('/');
    Optional<Hdf5Group> parent =
        slash < 0 ? Optional.of(this) : group(relative.substring(0, slash));
    return parent
        .flatMap(found -> found.member(relative.substring(slash + 1)))
        .filter(Hdf5Group::isDataset)
        .map(found -> DatasetReader.read(file, found));
  }

  private Optional<Hdf5Group> member(String name) {
    Link link = links().get(name);
    if (link == null) {
      return Optional.empty();
    }
    String memberPath = path.endsWith("/") ? path + name : path + "/" + name;
    if (link.refused() != null) {
      throw new ModelFormatException(
          "The file holds a " + link.refused() + ", which is not followed",
          file.place(memberPath),
          LINK_WAY_OUT,
          null);
    }
    return Optional.of(new Hdf5Group(file, link.address(), memberPath));
  }

  /** The bytes of an attribute that is one string; empty if there is no such attribute. */
  public Optional<byte[]> bytesAttribute(String name) {
    return Hdf5File.guarded(
        () -> place() + " attribute " + name,
        () ->
            attribute(name)
                .map(this::values)
                .map(
                    values -> {
                      if (values.size() != 1) {
                        throw new HdfException("one string was expected, found " + values.size());
                      }
                      return values.get(0);
                    }));
  }

  /** An attribute that is one string; empty if there is no such attribute. */
  public Optional<String> stringAttribute(String name) {
    return bytesAttribute(name).map(Hdf5Group::text);
  }

  /**
   * An attribute that is a list of strings. A list too long for one attribute is found in several,
   * whose names end in 0, 1 and so on.
   *
   * @return empty if there is no such attribute
   */
  public Optional<List<String>> stringsAttribute(String name) {
    return Hdf5File.guarded(
        () -> place() + " attribute " + name,
        () -> {
          Optional<AttributeMessage> whole = attribute(name);
          if (whole.isPresent()) {
            return whole.map(this::values).map(Hdf5Group::texts);
          }
          List<byte[]> parts = new ArrayList<>();
          Optional<AttributeMessage> part = attribute(name + 0);
          if (part.isEmpty()) {
            return Optional.empty();
          }
          for (int i = 1; part.isPresent(); i++) {
            parts.addAll(values(part.get()));
            part = attribute(name + i);
          }
          return Optional.of(texts(parts));
        });
  }

  private List<byte[]> values(AttributeMessage message) {
    return new StringAttribute(message, file.storage(), file.heapStrings()).values();
  }

  private static List<String> texts(List<byte[]> values) {
    return values.stream().map(Hdf5Group::text).toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Optional<AttributeMessage> attribute(String name) {
    return Attributes.of(header(), file.storage()).named(name);
  }

  boolean isDataset() {
    return Hdf5File.guarded(
        this::place,
        () -> header().stream().anyMatch(message -> message.type() == HeaderMessage.DATA_SPACE));
  }

  List<HeaderMessage> header() {
    List<HeaderMessage> found = header;
    if (found == null) {
      found = ObjectHeaderReader.read(file.storage(), address);
      header = found;
    }
    return found;
  }

  private Map<String, Link> links() {
    Map<String, Link> found = links;
    if (found == null) {
      found = Hdf5File.guarded(this::place, this::readLinks);
      links = found;
    }
    return found;
  }

  private Map<String, Link> readLinks() {
    for (HeaderMessage message : header()) {
      if (message.type() == HeaderMessage.SYMBOL_TABLE) {
        return OldStyleLinks.read(file.storage(), message.bytes());
      }
    }
    return NewStyleLinks.read(file.storage(), header());
  }
}
