package io.kerasport.core.inspect;

import io.kerasport.model.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a MetaGraph holds.
 *
 * @param tags its tags, sorted
 * @param tensorFlowVersion the TensorFlow it was written with or for; may be empty
 * @param tensorFlowGitVersion the same as a source revision; may be empty
 * @param strippedDefaultAttrs whether attributes with default values were left out
 * @param producer GraphDef version of the writer
 * @param minConsumer the oldest GraphDef version that may read it
 * @param signatures its signatures, sorted by key; those that only hold the init or train op are
 *     left out
 * @param initOp the operation that loaders run after restoring
 * @param trainOp the operation that runs one training step
 * @param variables the variables of its graph in graph order
 * @param collections its collections by name
 * @param assets files its graph reads
 * @param nodes number of nodes in the graph, functions aside
 * @param ops how many nodes have each op type, those in functions included
 * @param functions its functions in library order
 * @param devices how many nodes ask for each device; nodes without a device are left out
 * @param saver how it saves and restores
 * @param objects number of objects in its object graph, 0 without one
 * @param callables what the object graph's functions can be called with
 */
public record MetaGraphReport(
    List<String> tags,
    String tensorFlowVersion,
    String tensorFlowGitVersion,
    boolean strippedDefaultAttrs,
    int producer,
    int minConsumer,
    List<Signature> signatures,
    Optional<String> initOp,
    Optional<String> trainOp,
    List<Variable> variables,
    List<Collection> collections,
    List<Asset> assets,
    int nodes,
    SortedMap<String, Integer> ops,
    List<Function> functions,
    SortedMap<String, Integer> devices,
    Optional<Saver> saver,
    int objects,
    List<Callable> callables) {

  public MetaGraphReport {
    tags = List.copyOf(tags);
    signatures = List.copyOf(signatures);
    variables = List.copyOf(variables);
    collections = List.copyOf(collections);
    assets = List.copyOf(assets);
    ops = Collections.unmodifiableSortedMap(new TreeMap<>(ops));
    functions = List.copyOf(functions);
    devices = Collections.unmodifiableSortedMap(new TreeMap<>(devices));
    callables = List.copyOf(callables);
  }

  /**
   * A signature.
   *
   * @param key such as {@code serving_default}
   * @param methodName such as {@code tensorflow/serving/predict}
   * @param inputs by name
   * @param outputs by name
   */
  public record Signature(
      String key, String methodName, List<Tensor> inputs, List<Tensor> outputs) {
    public Signature {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * A tensor that a signature names.
   *
   * @param key its name in the signature
   * @param tensor its name in the graph, such as {@code dense/BiasAdd:0}; several for a sparse or
   *     composite tensor
   * @param dtype element type, such as {@code float32}
   * @param shape static shape
   */
  public record Tensor(String key, List<String> tensor, String dtype, Shape shape) {
    public Tensor {
      tensor = List.copyOf(tensor);
    }
  }

  /**
   * A variable.
   *
   * @param name its node
   * @param dtype element type
   * @param shape full shape
   * @param trainable whether training updates it, where collections or the object graph tell
   * @param checkpointKey the key it is restored from; empty for variables that are not saved
   */
  public record Variable(
      String name,
      String dtype,
      Shape shape,
      Optional<Boolean> trainable,
      Optional<String> checkpointKey) {}

  /**
   * A collection.
   *
   * @param name its name
   * @param kind such as {@code node_list}
   * @param values its values: names for nodes and variables, numbers as text; for other bytes their
   *     size
   */
  public record Collection(String name, String kind, List<String> values) {
    public Collection {
      values = List.copyOf(values);
    }
  }

  /**
   * A file that the graph reads.
   *
   * @param file name under {@code assets}
   * @param tensor the tensor its path is fed to
   */
  public record Asset(String file, String tensor) {}

  /**
   * A function.
   *
   * @param name its name
   * @param inputs element types of its arguments
   * @param outputs element types of its results
   * @param nodes number of nodes in its body
   */
  public record Function(String name, List<String> inputs, List<String> outputs, int nodes) {
    public Function {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * How a graph saves and restores.
   *
   * @param filenameTensor the tensor that takes the checkpoint's path
   * @param saveTensor the tensor whose evaluation saves
   * @param restoreOp the operation that restores
   * @param version checkpoint format, such as {@code V2}
   */
  public record Saver(String filenameTensor, String saveTensor, String restoreOp, String version) {}

  /**
   * A function of the object graph, as {@code tf.saved_model.load} offers it.
   *
   * @param name attribute of the loaded object
   * @param options the argument lists it was traced with, in Python's notation
   */
  public record Callable(String name, List<String> options) {
    public Callable {
      options = List.copyOf(options);
    }
  }
}
