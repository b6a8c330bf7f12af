package io.kerasport.integration.shape;

import io.kerasport.graph.Attr;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Variables, optimizer steps, checkpoints and tables. */
final class StateSweep {
  private StateSweep() {}

  static void addTo(Map<String, Function<Vary, Row>> sweeps) {
    sweeps.put(
        "VarHandleOp",
        v ->
            Row.of("VarHandleOp")
                .attr("dtype", DType.FLOAT)
                .attr("shape", Attr.of(v.blur(v.dimsOfRank(0, 3)))));
    sweeps.put(
        "ReadVariableOp",
        v ->
            Row.of("ReadVariableOp", variable(v, v.dimsOfRank(0, 3)))
                .attr("dtype", v.chance(0.1) ? DType.HALF : DType.FLOAT));
    sweeps.put(
        "VarIsInitializedOp", v -> Row.of("VarIsInitializedOp", variable(v, v.dimsOfRank(0, 3))));
    for (String type : List.of("AssignVariableOp", "AssignAddVariableOp", "AssignSubVariableOp")) {
      sweeps.put(
          type,
          v -> {
            long[] dims = v.dimsOfRank(0, 3);
            return Row.of(type, variable(v, dims), v.f(dims));
          });
    }
    sweeps.put(
        "ResourceGather",
        v -> {
          long[] dims = v.dimsOfRank(v.chance(0.05) ? 0 : 1, 3);
          long[] indices = v.dimsOfRank(0, 3);
          int batchDims =
              v.chance(0.3) ? Math.min(v.between(0, 2), Math.min(dims.length, indices.length)) : 0;
          System.arraycopy(dims, 0, indices, 0, batchDims);
          return Row.of("ResourceGather", variable(v, dims), v.fed(DType.INT32, indices))
              .attr("dtype", DType.FLOAT)
              .attr("batch_dims", batchDims);
        });
    optimizers(sweeps);
    sweeps.put("SaveV2", StateSweep::save);
    sweeps.put("RestoreV2", StateSweep::restore);
    sweeps.put(
        "MergeV2Checkpoints",
        v -> Row.of("MergeV2Checkpoints", v.fed(DType.STRING, 2), v.fed(DType.STRING)));
    sweeps.put(
        "ShardedFilename",
        v -> Row.of("ShardedFilename", v.fed(DType.STRING), v.scalar(0), v.scalar(1)));
    sweeps.put(
        "StringJoin",
        v -> {
          long[] dims = v.dimsOfRank(0, 2);
          List<Source> parts = new ArrayList<>();
          for (int i = v.between(1, 3); i > 0; i--) {
            parts.add(v.flip() ? v.fed(DType.STRING) : v.fed(DType.STRING, dims));
          }
          return Row.of("StringJoin").list(parts);
        });
    sweeps.put("HashTableV2", v -> table());
    sweeps.put(
        "LookupTableFindV2",
        v ->
            Row.of(
                    "LookupTableFindV2",
                    Source.of(table()),
                    v.fed(DType.STRING, v.dimsOfRank(0, 2)),
                    v.fed(DType.INT64))
                .attr("Tin", DType.STRING)
                .attr("Tout", DType.INT64));
    sweeps.put(
        "Assert", v -> Row.of("Assert", v.fed(DType.BOOL)).list(List.of(v.f(v.dimsOfRank(0, 2)))));
  }

  private static Row table() {
    return Row.of("HashTableV2").attr("key_dtype", DType.STRING).attr("value_dtype", DType.INT64);
  }

  private static Source variable(Vary v, long... dims) {
    return Source.of(
        Row.of("VarHandleOp").attr("dtype", DType.FLOAT).attr("shape", Attr.of(v.blur(dims))));
  }

  /** Each optimizer step: r is a variable or slot, g the gradient, s a scalar. */
  private static void optimizers(Map<String, Function<Vary, Row>> sweeps) {
    Map.ofEntries(
            Map.entry("ResourceApplyAdaMax", "rrrsssssg"),
            Map.entry("ResourceApplyAdadelta", "rrrsssg"),
            Map.entry("ResourceApplyAdagrad", "rrsg"),
            Map.entry("ResourceApplyAdagradDA", "rrrgsssn"),
            Map.entry("ResourceApplyAdagradV2", "rrssg"),
            Map.entry("ResourceApplyAdam", "rrrssssssg"),
            Map.entry("ResourceApplyAdamWithAmsgrad", "rrrrssssssg"),
            Map.entry("ResourceApplyAddSign", "rrssssg"),
            Map.entry("ResourceApplyCenteredRMSProp", "rrrrssssg"),
            Map.entry("ResourceApplyFtrl", "rrrgssss"),
            Map.entry("ResourceApplyFtrlV2", "rrrgsssss"),
            Map.entry("ResourceApplyGradientDescent", "rsg"),
            Map.entry("ResourceApplyKerasMomentum", "rrsgs"),
            Map.entry("ResourceApplyMomentum", "rrsgs"),
            Map.entry("ResourceApplyPowerSign", "rrssssg"),
            Map.entry("ResourceApplyProximalAdagrad", "rrsssg"),
            Map.entry("ResourceApplyProximalGradientDescent", "rsssg"),
            Map.entry("ResourceApplyRMSProp", "rrrssssg"))
        .forEach((type, inputs) -> sweeps.put(type, v -> step(v, type, inputs)));
  }

  private static Row step(Vary v, String type, String inputs) {
    long[] dims = v.dimsOfRank(0, 3);
    Row row = Row.of(type);
    for (char input : inputs.toCharArray()) {
      row.in(
          switch (input) {
            case 'r' -> variable(v, dims);
            case 'g' -> v.f(dims);
            case 'n' -> Source.constant("1L", TensorValue.ofLongs(Shape.scalar(), 1));
            default -> v.chance(0.05) ? v.f() : Source.real(1);
          });
    }
    return row.attr("T", DType.FLOAT);
  }

  private static Row save(Vary v) {
    int count = v.between(1, 3);
    List<Source> tensors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tensors.add(v.f(v.dimsOfRank(0, 2)));
    }
    return Row.of("SaveV2", v.fed(DType.STRING), v.fed(DType.STRING, count), strings(v, count))
        .list(tensors);
  }

  private static Row restore(Vary v) {
    int count = v.between(1, 3);
    return Row.of("RestoreV2", v.fed(DType.STRING), v.fed(DType.STRING, count), strings(v, count))
        .attr("dtypes", Attr.types(Collections.nCopies(count, DType.FLOAT)));
  }

  private static Source strings(Vary v, int count) {
    int found = v.chance(0.05) ? count + 1 : count;
    List<String> values =
        LongStream.range(0, found).mapToObj(i -> v.chance(0.1) ? "4 5 1,2:-" : "").toList();
    return v.flip()
        ? v.fed(DType.STRING, count)
        : Source.constant(values.toString(), TensorValue.ofStrings(Shape.of(found), values));
  }
}
