package io.kerasport.graph;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.List;

/** Functions of strings, whose bytes are text in UTF-8; see {@link Ops}. */
public final class TextOps {
  private static final long REPLACEMENT = 0xFFFD;

  private final Ops tf;

  TextOps(Ops tf) {
    this.tf = tf;
  }

  /** ASCII letters in lower case. */
  public Operand lower(Operand x) {
    return tf.unary("StringLower", x);
  }

  /** Every match of a pattern, in the syntax of RE2, replaced by a text. */
  public Operand replace(Operand x, String pattern, String by) {
    return tf.graph()
        .node("StaticRegexReplace")
        .input(x)
        .attr("pattern", Attr.of(pattern))
        .attr("rewrite", Attr.of(by))
        .buildOutput();
  }

  /** Numbers in decimal. */
  public Operand of(Operand numbers) {
    return tf.unary("AsString", numbers);
  }

  /** A number from 0 to {@code buckets - 1} for each string, by FarmHash64. */
  public Operand hash(Operand x, long buckets) {
    return tf.graph()
        .node("StringToHashBucketFast")
        .name("hash")
        .input(x)
        .attr("num_buckets", Attr.of(buckets))
        .buildOutput();
  }

  /** The same by SipHash with a key of two numbers. */
  public Operand hash(Operand x, long buckets, List<Long> key) {
    return tf.graph()
        .node("StringToHashBucketStrong")
        .name("hash")
        .input(x)
        .attr("num_buckets", Attr.of(buckets))
        .attr("key", Attr.ints(key))
        .buildOutput();
  }

  /** The words of each string of a vector: what white space separates. */
  public Rows words(Operand x) {
    Operation split =
        tf.graph()
            .node("StringSplitV2")
            .input(x)
            .input(tf.constant("sep", TensorValue.ofStrings(Shape.scalar(), List.of(""))))
            .build();
    Operand places = split.outputs().get(0);
    Operand size = split.outputs().get(2);
    Operand rows =
        tf.arrays()
            .squeeze(
                tf.arrays().slice(places, new int[] {0, 0}, new int[] {ArrayOps.TO_THE_END, 1}), 1);
    Operand count = tf.arrays().squeeze(tf.arrays().slice(size, new int[] {0}, new int[] {1}), 0);
    return new Rows(split.outputs().get(1), splits(rows, count));
  }

  /** Where each row begins, and the end of the last one, of values whose rows are given. */
  private Operand splits(Operand rows, Operand count) {
    Operand lengths =
        tf.graph()
            .node("DenseBincount")
            .name("lengths")
            .input(rows)
            .input(count)
            .input(tf.constant(TensorValue.ofLongs(Shape.of(0))))
            .buildOutput();
    Operand ends = tf.graph().node("Cumsum").input(lengths).input(tf.scalar(0)).buildOutput();
    return tf.concat(List.of(tf.constant(TensorValue.ofLongs(Shape.of(1), 0)), ends), 0);
  }

  /** The characters of each string of a vector; bytes that are no text give U+FFFD. */
  public Rows characters(Operand x) {
    Operation decoded =
        tf.graph()
            .node("UnicodeDecode")
            .input(x)
            .attr("input_encoding", Attr.of("UTF-8"))
            .attr("errors", Attr.of("replace"))
            .attr("replacement_char", Attr.of(REPLACEMENT))
            .build();
    Operand codes = decoded.outputs().get(1);
    Operand count = tf.cast(tf.graph().node("Size").input(codes).buildOutput(), DType.INT64);
    Operand one = tf.constant(TensorValue.ofLongs(Shape.scalar(), 1));
    Operand each =
        tf.graph()
            .node("Range")
            .name("range")
            .input(tf.constant(TensorValue.ofLongs(Shape.scalar(), 0)))
            .input(tf.add(count, one))
            .input(one)
            .buildOutput();
    Operand characters =
        tf.graph()
            .node("UnicodeEncode")
            .input(codes)
            .input(each)
            .attr("output_encoding", Attr.of("UTF-8"))
            .attr("errors", Attr.of("replace"))
            .attr("replacement_char", Attr.of(REPLACEMENT))
            .buildOutput();
    return new Rows(characters, decoded.outputs().get(0));
  }

  /** Sequences of strings that follow one another in a row, joined by spaces. */
  public Rows sequences(Rows rows, List<Long> lengths) {
    Operation joined =
        tf.graph()
            .node("StringNGrams")
            .input(rows.values())
            .input(rows.splits())
            .attr("separator", Attr.of(" "))
            .attr("ngram_widths", Attr.ints(lengths))
            .attr("left_pad", Attr.of(""))
            .attr("right_pad", Attr.of(""))
            .attr("pad_width", Attr.of(0))
            .attr("preserve_short_sequences", Attr.of(false))
            .build();
    return new Rows(joined.outputs().get(0), joined.outputs().get(1));
  }

  /**
   * Rows of any lengths.
   *
   * @param values their elements, one row behind the other
   * @param splits int64: where each row begins, and the end of the last one
   */
  public record Rows(Operand values, Operand splits) {
    /** The same rows with other elements. */
    public Rows with(Operand others) {
      return new Rows(others, splits);
    }
  }
}
