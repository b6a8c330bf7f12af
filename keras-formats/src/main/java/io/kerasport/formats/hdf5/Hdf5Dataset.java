package io.kerasport.formats.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import java.nio.ByteBuffer;

/**
 * A dataset of numbers.
 *
 * @param spec element type and shape
 * @param data streams its values
 * @param place file and path, for messages
 */
public record Hdf5Dataset(TensorSpec spec, WeightData data, String place) {
  static Hdf5Dataset read(Hdf5File file, Hdf5Group node) {
    String place = node.place();
    String kerasName = node.stringAttribute("dtype").orElse("");
    return Hdf5File.guarded(place, () -> read(file, node.header(), kerasName, place));
  }

  private static Hdf5Dataset read(
      Hdf5File file, ObjectHeader header, String kerasName, String place) {
    ElementType type =
        ElementType.of(header.getMessageOfType(DataTypeMessage.class).getDataType(), kerasName);
    DataSpace space = header.getMessageOfType(DataSpaceMessage.class).getDataSpace();
    TensorSpec spec = new TensorSpec(type.dtype(), Shape.of(space.getDimensionsAsLong()));
    long bytes = spec.byteSize();
    DataLayoutMessage layout = header.getMessageOfType(DataLayoutMessage.class);
    TensorStream stream = file.stream();
    WeightData data;
    if (layout instanceof ContiguousDataLayoutMessage contiguous) {
      long address = contiguous.getAddress();
      requireStored(bytes, address, contiguous.getSize(), file.storage().size());
      data = channel -> stream.copy(channel, address, bytes, type);
    } else if (layout instanceof CompactDataLayoutMessage compact) {
      ByteBuffer stored = compact.getDataBuffer();
      requireStored(bytes, 0, stored.remaining(), stored.remaining());
      data = channel -> stream.write(channel, stored.slice(0, (int) bytes), type);
    } else {
      throw new HdfException("data in this layout is not read");
    }
    return new Hdf5Dataset(spec, data, place);
  }

  private static void requireStored(long declared, long address, long stored, long fileSize) {
    if (declared > 0
        && (stored >= 0 && declared > stored
            || address < 0
            || address > fileSize
            || declared > fileSize - address)) {
      throw new HdfException(
          "the dataset declares " + declared + " bytes, which the file does not hold");
    }
  }
}
