package io.kerasport.cli;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.run.Batch;
import io.kerasport.run.DataReader;
import io.kerasport.run.ModelRunner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a data file as a model takes them: in its element types, and with an axis of size
 * one behind the samples where the model has it and the file does not.
 *
 * @param all every sample as one batch
 */
record DataSet(Batch all) {
  private static final String TARGET = "_target";
  private static final String SAMPLE_WEIGHTS = "_sample_weights";

  /** Inputs alone: a file that has them all may hold targets and the like besides. */
  static DataSet forPrediction(Map<String, TensorValue> data, ModelRunner runner) {
    Map<String, TensorSpec> specs = runner.inputs();
    Map<String, TensorValue> inputs = new LinkedHashMap<>();
    named(data, specs).forEach((name, value) -> inputs.put(name, fitted(value, specs.get(name))));
    if (inputs.keySet().containsAll(specs.keySet())) {
      inputs.keySet().retainAll(specs.keySet());
    }
    return new DataSet(Batch.of(inputs, Map.of())).checked();
  }

  /** Inputs, targets by the name of their output or with {@code _target} behind, and weights. */
  static DataSet forMeasuring(Map<String, TensorValue> data, ModelRunner runner) {
    Map<String, TensorSpec> inputSpecs = runner.inputs();
    Map<String, TensorSpec> targetSpecs = runner.targets();
    Map<String, TensorValue> inputs = new LinkedHashMap<>();
    Map<String, TensorValue> targets = new LinkedHashMap<>();
    Map<String, TensorValue> weights = new LinkedHashMap<>();
    Map<String, TensorSpec> wanted = new LinkedHashMap<>(inputSpecs);
    targetSpecs.forEach((name, spec) -> wanted.put(name + TARGET, spec));
    named(data, wanted)
        .forEach(
            (name, value) -> {
              String output = without(TARGET, name);
              if (inputSpecs.containsKey(name)) {
                inputs.put(name, fitted(value, inputSpecs.get(name)));
              } else if (targetSpecs.containsKey(output)) {
                targets.put(output, fitted(value, targetSpecs.get(output)));
              } else if (name.endsWith(SAMPLE_WEIGHTS)) {
                weights.put(without(SAMPLE_WEIGHTS, name), cast(value, DType.FLOAT));
              } else {
                inputs.put(name, value); // the runner names what it does not know
              }
            });
    return new DataSet(new Batch(inputs, targets, weights)).checked();
  }

  private static String without(String suffix, String name) {
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }

  /** An array that has no name is the only input. */
  private static Map<String, TensorValue> named(
      Map<String, TensorValue> data, Map<String, TensorSpec> specs) {
    TensorValue only = data.get(DataReader.UNNAMED);
    if (only == null) {
      return data;
    }
    if (data.size() != 1 || specs.size() != 1) {
      throw new ExportException(
          ErrorId.RUN,
          "An array without a name is not enough",
          List.of(new Problem("it may be any of " + String.join(", ", specs.keySet()), "")),
          "Give the arrays by name: in an .npz file, a JSON object, or CSV with a header.",
          null);
    }
    return Map.of(specs.keySet().iterator().next(), only);
  }

  private DataSet checked() {
    List<Problem> problems = new ArrayList<>();
    long samples = all.size();
    for (Map<String, TensorValue> part :
        List.of(all.inputs(), all.targets(), all.sampleWeights())) {
      part.forEach(
          (name, value) -> {
            Shape shape = value.spec().shape();
            if (shape.rank() == 0 || shape.dim(0) != samples) {
              problems.add(
                  new Problem("expected %d samples, found %s".formatted(samples, shape), name));
            }
          });
    }
    if (!problems.isEmpty()) {
      throw new ExportException(
          ErrorId.RUN,
          "The arrays hold different numbers of samples",
          problems,
          "The first axis of every array counts samples.",
          null);
    }
    return this;
  }

  /** The samples in their order, so many at a time. */
  List<Batch> batches(int size) {
    List<Batch> batches = new ArrayList<>();
    for (long start = 0; start < all.size(); start += size) {
      long end = Math.min(all.size(), start + size);
      batches.add(
          new Batch(
              rows(all.inputs(), start, end),
              rows(all.targets(), start, end),
              rows(all.sampleWeights(), start, end)));
    }
    return batches;
  }

  private static Map<String, TensorValue> rows(
      Map<String, TensorValue> tensors, long start, long end) {
    Map<String, TensorValue> part = new LinkedHashMap<>();
    tensors.forEach((name, value) -> part.put(name, rows(value, start, end)));
    return part;
  }

  private static TensorValue rows(TensorValue value, long start, long end) {
    long[] dims = value.spec().shape().dims();
    long perSample = dims[0] == 0 ? 0 : value.spec().shape().elements() / dims[0];
    dims[0] = end - start;
    Shape shape = Shape.of(dims);
    if (value.spec().dtype() == DType.STRING) {
      return TensorValue.ofStrings(
          shape, value.strings().subList((int) (start * perSample), (int) (end * perSample)));
    }
    int sampleBytes = (int) (perSample * value.spec().dtype().byteSize());
    byte[] bytes = new byte[(int) (end - start) * sampleBytes];
    ByteBuffer all = value.bytes();
    all.position((int) start * sampleBytes).get(bytes);
    return TensorValue.ofBytes(new TensorSpec(value.spec().dtype(), shape), bytes);
  }

  private static TensorValue fitted(TensorValue value, @Nullable TensorSpec spec) {
    if (spec == null) {
      return value; // the runner names what it does not know
    }
    TensorValue typed = cast(value, spec.dtype());
    Shape shape = typed.spec().shape();
    Shape wanted = spec.shape();
    if (!wanted.hasRank() || wanted.rank() != shape.rank() + 1 || shape.rank() == 0) {
      return typed;
    }
    long last = wanted.dim(wanted.rank() - 1);
    return last == 1 || last == Shape.UNKNOWN_DIM ? withLastAxis(typed) : typed;
  }

  private static TensorValue withLastAxis(TensorValue value) {
    long[] dims = value.spec().shape().dims();
    long[] more = Arrays.copyOf(dims, dims.length + 1);
    more[dims.length] = 1;
    if (value.spec().dtype() == DType.STRING) {
      return TensorValue.ofStrings(Shape.of(more), value.strings());
    }
    byte[] bytes = new byte[value.bytes().remaining()];
    value.bytes().get(bytes);
    return TensorValue.ofBytes(new TensorSpec(value.spec().dtype(), Shape.of(more)), bytes);
  }

  private static TensorValue cast(TensorValue value, DType dtype) {
    DType found = value.spec().dtype();
    return found == dtype || found == DType.STRING || dtype == DType.STRING
        ? value
        : TensorValue.ofNumbers(dtype, value.spec().shape(), value.numbers());
  }
}
