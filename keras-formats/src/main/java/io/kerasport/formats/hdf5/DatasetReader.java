package io.kerasport.formats.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Reads what a dataset is and where its data lies. No data is read. */
final class DatasetReader {
  private static final int VIRTUAL = 3;
  private static final int NULL_SPACE = 2;
  private static final long SUSPICIOUS_SIZE = 4L << 30;
  private static final long SUSPICIOUS_RATIO = 1000;

  private final Hdf5File file;
  private final List<HeaderMessage> header;
  private final String place;

  private DatasetReader(Hdf5File file, List<HeaderMessage> header, String place) {
    this.file = file;
    this.header = header;
    this.place = place;
  }

  static Hdf5Dataset read(Hdf5File file, Hdf5Group node) {
    String kerasName = node.stringAttribute("dtype").orElse("");
    return Hdf5File.guarded(
        node::place, () -> new DatasetReader(file, node.header(), node.place()).read(kerasName));
  }

  private Hdf5Dataset read(String kerasName) {
    if (message(HeaderMessage.EXTERNAL_FILES).isPresent()) {
      throw refused("keeps its data in other files");
    }
    ElementType type = ElementType.of(required(HeaderMessage.DATA_TYPE), kerasName);
    DataSpace space =
        DataSpace.readDataSpace(required(HeaderMessage.DATA_SPACE), file.storage().getSuperblock());
    if (space.getType() == NULL_SPACE) {
      throw new HdfException("the dataset has no values");
    }
    TensorSpec spec = new TensorSpec(type.dtype(), Shape.of(space.getDimensionsAsLong()));
    long bytes = spec.byteSize();
    return new Hdf5Dataset(spec, new StoredData(data(type, spec, bytes), file.source()), place);
  }

  private WeightData data(ElementType type, TensorSpec spec, long bytes) {
    ByteBuffer message = required(HeaderMessage.DATA_LAYOUT);
    if (message.get(0) >= 3 && message.get(1) == VIRTUAL) {
      throw refused("is put together from other datasets");
    }
    TensorStream stream = file.stream();
    long fileSize = file.storage().size();
    DataLayoutMessage layout =
        DataLayoutMessage.createDataLayoutMessage(
            message, file.storage().getSuperblock(), new BitSet());
    if (layout instanceof ContiguousDataLayoutMessage contiguous) {
      long address = contiguous.getAddress();
      requireStored(bytes, address, contiguous.getSize(), fileSize);
      return channel -> stream.copy(channel, address, bytes, type);
    }
    if (layout instanceof CompactDataLayoutMessage compact) {
      ByteBuffer stored = compact.getDataBuffer();
      requireStored(bytes, 0, stored.remaining(), stored.remaining());
      return channel -> stream.write(channel, stored.slice(0, (int) bytes), type);
    }
    if (bytes == 0) {
      return channel -> {};
    }
    if (bytes > SUSPICIOUS_SIZE && bytes / SUSPICIOUS_RATIO > fileSize) {
      throw new HdfException("the dataset declares " + bytes + " bytes in a file of " + fileSize);
    }
    return chunked(layout, type, spec);
  }

  private WeightData chunked(DataLayoutMessage layout, ElementType type, TensorSpec spec) {
    int rank = spec.shape().rank();
    int width = spec.dtype().byteSize();
    int[] sizes =
        layout instanceof ChunkedDataLayoutMessageV4 newer
            ? newer.getChunkDimensions()
            : ((ChunkedDataLayoutMessage) layout).getChunkDimensions();
    if (sizes.length < rank) {
      throw new HdfException("chunks of rank " + sizes.length + " in a dataset of rank " + rank);
    }
    ChunkGrid grid = new ChunkGrid(spec.shape().dims(), Arrays.copyOf(sizes, rank), width);
    ChunkIndex index = new ChunkIndex(file.storage(), grid);
    StoredChunk[] chunks =
        layout instanceof ChunkedDataLayoutMessageV4 newer
            ? index.from(newer)
            : index.fromTree(((ChunkedDataLayoutMessage) layout).getBTreeAddress());
    ChunkFilters filters = new ChunkFilters(filters(), grid.chunkBytes());
    return new ChunkedData(file.source(), file.stream(), grid, chunks, filters, type);
  }

  private List<FilterInfo> filters() {
    return message(HeaderMessage.FILTERS)
        .map(bytes -> new FilterPipelineMessage(bytes, new BitSet()).getFilters())
        .orElse(List.of());
  }

  private ByteBuffer required(int type) {
    return message(type)
        .orElseThrow(() -> new HdfException("the dataset lacks its message of type " + type));
  }

  private Optional<ByteBuffer> message(int type) {
    return header.stream()
        .filter(message -> message.type() == type)
        .findFirst()
        .map(HeaderMessage::bytes);
  }

  private ModelFormatException refused(String what) {
    return new ModelFormatException(
        "The dataset " + what + ", which is not followed",
        place,
        "Save the model again with Keras.",
        null);
  }

  private static void requireStored(long declared, long address, long stored, long fileSize) {
    boolean outside = address < 0 || address > fileSize || declared > fileSize - address;
    boolean unstored = stored >= 0 && declared > stored;
    if (declared > 0 && (outside || unstored)) {
      throw new HdfException(
          "the dataset declares " + declared + " bytes, which the file does not hold");
    }
  }
}
