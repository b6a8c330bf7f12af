package io.kerasport.serializers.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerResource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Looks keys up in the table of a layer, which holds its vocabulary and is filled when the model is
 * loaded.
 *
 * @param call the call of the layer
 * @param settings how it looks up
 * @param vocabulary the terms it knows
 */
record Lookup(LayerCall call, LookupSettings settings, Vocabulary vocabulary) {
  private static final String TABLE = "table";

  /** Beyond every number, so that whoever counts leaves it out. */
  private static final long NOWHERE = Long.MAX_VALUE;

  private static final long NOT_FOUND = -1;

  /** The numbers of terms, or with {@code invert} the terms of numbers. */
  Operand find(Operand input) {
    Ops tf = call.ops();
    Operand keys = keys(input);
    Operand table = call.resource(TABLE, this::table).handle();
    Operand found = tf.tables().find(table, keys, constant(tf, "default_value", otherwise()));
    if (settings.maskToken() != null) {
      Object masked = settings.invert() ? (Object) 0L : settings.maskToken();
      Operand isMasked = tf.math().equal(keys, constant(tf, "mask", masked));
      found = tf.math().select(isMasked, constant(tf, "masked", valueOfMask()), found);
    }
    if (settings.invert()) {
      return found;
    }
    if (settings.unknowns() == 0) {
      return allKnown(keys, found);
    }
    return settings.unknowns() > 1 ? withUnknowns(keys, found) : found;
  }

  private DType keyType() {
    return settings.invert() ? DType.INT64 : settings.termType();
  }

  private DType valueType() {
    return settings.invert() ? settings.termType() : DType.INT64;
  }

  private Operand keys(Operand input) {
    if ((keyType() == DType.STRING) != (input.dtype() == DType.STRING)) {
      throw new UnsupportedModelException(
          "Layer " + call.layer().name() + " is called with what it cannot look up",
          List.of(
              new Problem(
                  "its keys are " + keyType() + ", and the input is " + input.dtype(),
                  "layer " + call.layer().name())),
          "");
    }
    return call.ops().cast(input, keyType());
  }

  private Object otherwise() {
    if (settings.invert()) {
      return Objects.requireNonNull(settings.unknownToken());
    }
    return settings.unknowns() == 1 ? settings.firstUnknown() : NOT_FOUND;
  }

  private Object valueOfMask() {
    if (settings.invert()) {
      return Objects.requireNonNull(settings.maskToken());
    }
    return settings.mode() == OutputMode.INT ? 0L : NOWHERE;
  }

  private static Operand constant(Ops tf, String name, Object value) {
    return tf.constant(
        name,
        value instanceof Long number
            ? TensorValue.ofLongs(Shape.scalar(), number)
            : TensorValue.ofStrings(Shape.scalar(), List.of(String.valueOf(value))));
  }

  /** Stops where a key is not in the vocabulary. */
  private Operand allKnown(Operand keys, Operand found) {
    Ops tf = call.ops();
    Operand isKnown = tf.math().notEqual(found, constant(tf, "not_found", Long.valueOf(NOT_FOUND)));
    int[] axes = new int[found.shape().rank()];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = axis;
    }
    String message =
        "When `num_oov_indices=0` all inputs should be in the vocabulary of "
            + call.layer().name()
            + ", found one that is not among ";
    GraphBuilder graph = tf.graph();
    Operation check =
        graph
            .node("Assert")
            .input(tf.reduce().all(isKnown, false, axes))
            .inputs(List.of(constant(tf, "message", message), keys))
            .build();
    return new Ops(graph.withControls(List.of(check))).identity(found);
  }

  /** Chooses one of several numbers for each unknown term. */
  private Operand withUnknowns(Operand keys, Operand found) {
    Ops tf = call.ops();
    boolean divided = keyType() != DType.STRING && !settings.hashesIntegers();
    Operand bucket =
        divided
            ? tf.math().floorMod(keys, tf.scalarLike(keys, settings.unknowns()))
            : hash(keyType() == DType.STRING ? keys : tf.text().of(keys));
    Operand number = tf.add(bucket, settings.firstUnknown());
    Operand isUnknown = tf.math().equal(found, constant(tf, "not_found", Long.valueOf(NOT_FOUND)));
    return tf.math().select(isUnknown, number, found);
  }

  private Operand hash(Operand texts) {
    return settings.salt().isEmpty()
        ? call.ops().text().hash(texts, settings.unknowns())
        : call.ops().text().hash(texts, settings.unknowns(), settings.salt());
  }

  private LayerResource table(Ops tf) {
    int count = vocabulary.terms().size();
    TensorValue terms = terms();
    long[] range = new long[count];
    for (int i = 0; i < count; i++) {
      range[i] = settings.firstTerm() + i;
    }
    TensorValue numbers = TensorValue.ofLongs(Shape.of(count), range);
    boolean invert = settings.invert();
    Operand table = tf.tables().create(TABLE, keyType(), valueType(), sharedName());
    Operand keys = tf.constant(TABLE + "/keys", invert ? numbers : terms);
    Operand values = tf.constant(TABLE + "/values", invert ? terms : numbers);
    return new LayerResource(table, tf.tables().fill(table, keys, values));
  }

  private TensorValue terms() {
    List<Object> terms = vocabulary.terms();
    return settings.termType() == DType.STRING
        ? TensorValue.ofStrings(
            Shape.of(terms.size()), terms.stream().map(String::valueOf).toList())
        : TensorValue.ofLongs(
            Shape.of(terms.size()), terms.stream().mapToLong(term -> (Long) term).toArray());
  }

  /** Tables of all models in a process share one space of names, so the content makes the name. */
  private String sharedName() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String direction = settings.invert() ? " to terms" : " to numbers";
      digest.update(
          (keyType() + " " + valueType() + " " + settings.firstTerm() + direction).getBytes(UTF_8));
      for (Object term : vocabulary.terms()) {
        byte[] bytes = String.valueOf(term).getBytes(UTF_8);
        digest.update((" " + bytes.length + ":").getBytes(UTF_8));
        digest.update(bytes);
      }
      return "vocabulary_" + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
