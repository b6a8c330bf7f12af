package io.kerasport.integration.shape;

import io.kerasport.graph.Attr;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Texts, tables, and the ragged and sparse tensors that come of them. */
final class TextSweep {
  private TextSweep() {}

  static void addTo(Map<String, Function<Vary, Row>> sweeps) {
    sweeps.put("StringLower", v -> Row.of("StringLower", strings(v, v.dimsOfRank(0, 3))));
    sweeps.put(
        "StaticRegexReplace",
        v ->
            Row.of("StaticRegexReplace", strings(v, v.dimsOfRank(0, 3)))
                .attr("pattern", "a")
                .attr("rewrite", "b"));
    sweeps.put("AsString", v -> Row.of("AsString", v.fed(DType.INT64, v.dimsOfRank(0, 3))));
    sweeps.put(
        "StringToHashBucketFast",
        v ->
            Row.of("StringToHashBucketFast", strings(v, v.dimsOfRank(0, 3)))
                .attr("num_buckets", 5));
    sweeps.put(
        "StringToHashBucketStrong",
        v ->
            Row.of("StringToHashBucketStrong", strings(v, v.dimsOfRank(0, 3)))
                .attr("num_buckets", 5)
                .attr("key", Attr.ints(1, 2)));
    sweeps.put(
        "Bucketize",
        v ->
            Row.of("Bucketize", v.f(v.dimsOfRank(0, 3)))
                .attr("boundaries", new Attr.Many(List.of(Attr.of(1f), Attr.of(2f)))));
    sweeps.put(
        "StringSplitV2", v -> Row.of("StringSplitV2", strings(v, v.dim()), v.fed(DType.STRING)));
    sweeps.put(
        "UnicodeDecode",
        v ->
            Row.of("UnicodeDecode", strings(v, v.dimsOfRank(0, 2)))
                .attr("input_encoding", "UTF-8"));
    sweeps.put(
        "UnicodeEncode",
        v ->
            Row.of("UnicodeEncode", v.fed(DType.INT32, v.dim()), v.fed(DType.INT64, v.dim() + 1))
                .attr("output_encoding", "UTF-8"));
    sweeps.put(
        "StringNGrams",
        v ->
            Row.of("StringNGrams", strings(v, v.dim()), v.fed(DType.INT64, v.dim()))
                .attr("separator", " ")
                .attr("ngram_widths", Attr.ints(2))
                .attr("left_pad", "")
                .attr("right_pad", "")
                .attr("pad_width", 0)
                .attr("preserve_short_sequences", false));
    sweeps.put("RaggedTensorToTensor", TextSweep::filledUp);
    sweeps.put(
        "RaggedBincount",
        v ->
            Row.of(
                "RaggedBincount",
                v.fed(DType.INT64, v.dim()),
                v.fed(DType.INT64, v.dim()),
                v.fed(DType.INT64),
                v.f(0)));
    sweeps.put(
        "SparseCross",
        v ->
            Row.of("SparseCross")
                .list(List.of())
                .list(List.of())
                .list(List.of())
                .list(List.of(strings(v, v.dim(), 1), v.fed(DType.INT64, v.dim(), 1)))
                .attr("N", 0)
                .attr("sparse_types", new Attr.Many(List.of()))
                .attr("hashed_output", true)
                .attr("num_buckets", 7)
                .attr("hash_key", 1)
                .attr("out_type", DType.INT64)
                .attr("internal_type", DType.INT64));
    sweeps.put(
        "SparseToDense",
        v -> {
          long[] dims = v.dimsOfRank(1, 3);
          return Row.of(
              "SparseToDense",
              v.fed(DType.INT32, v.dim(), dims.length),
              v.vector(dims),
              v.fed(DType.INT64, v.dim()),
              v.fed(DType.INT64));
        });
    sweeps.put(
        "LookupTableImportV2",
        v ->
            Row.of(
                "LookupTableImportV2",
                Source.of(
                    Row.of("HashTableV2")
                        .attr("key_dtype", DType.STRING)
                        .attr("value_dtype", DType.INT64)),
                strings(v, 3),
                v.fed(DType.INT64, 3)));
  }

  private static Source strings(Vary v, long... dims) {
    return v.fed(DType.STRING, dims);
  }

  private static Row filledUp(Vary v) {
    boolean inner = v.chance(0.2);
    long[] shape = inner ? new long[] {-1, 4, 3} : new long[] {-1, v.oneOf(-1, 5)};
    Source wanted =
        v.chance(0.8)
            ? Source.constant("shape", TensorValue.ofLongs(Shape.of(shape.length), shape))
            : v.fed(DType.INT64, shape.length);
    return Row.of(
            "RaggedTensorToTensor",
            wanted,
            inner ? v.fed(DType.INT64, v.dim(), 3) : v.fed(DType.INT64, v.dim()),
            v.fed(DType.INT64))
        .list(List.of(v.fed(DType.INT64, v.dim())))
        .attr("row_partition_types", new Attr.Many(List.of(Attr.of("ROW_SPLITS"))));
  }
}
