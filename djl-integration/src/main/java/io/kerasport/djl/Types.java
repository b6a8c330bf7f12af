package io.kerasport.djl;

import ai.djl.ndarray.types.DataType;
import io.kerasport.model.DType;

/** Element types of DJL as those of Kerasport. */
final class Types {
  private Types() {}

  static DType of(DataType type) {
    return switch (type) {
      case FLOAT32 -> DType.FLOAT;
      case FLOAT64 -> DType.DOUBLE;
      case FLOAT16 -> DType.HALF;
      case BFLOAT16 -> DType.BFLOAT16;
      case INT8 -> DType.INT8;
      case INT16 -> DType.INT16;
      case INT32 -> DType.INT32;
      case INT64 -> DType.INT64;
      case UINT8 -> DType.UINT8;
      case BOOLEAN -> DType.BOOL;
      default -> throw UntraceableException.noCounterpart("arrays of the type " + type);
    };
  }
}
