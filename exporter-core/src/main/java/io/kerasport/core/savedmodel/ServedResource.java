package io.kerasport.core.savedmodel;

import io.kerasport.core.graph.GraphResource;
import io.kerasport.spi.LayerResource;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.TensorInfo;

/**
 * A resource of the serving graph as loaders make it that make objects of a SavedModel.
 *
 * @param node the name of the node that makes it in the graph
 * @param handle its handle
 * @param create a function that makes it
 * @param initialize a function that makes it ready
 */
record ServedResource(
    String node, TensorInfo handle, ServingFunction create, ServingFunction initialize) {

  /** The resources of a graph; their functions are numbered behind that of the signature. */
  static List<ServedResource> all(DefaultAttributes graph, List<GraphResource> resources) {
    List<ServedResource> served = new ArrayList<>();
    int number = 1;
    for (GraphResource resource : resources) {
      LayerResource made = resource.resource();
      TensorInfo handle = Signatures.info(made.handle());
      served.add(
          new ServedResource(
              made.handle().operation().name(),
              handle,
              ServingFunction.creating(graph, handle, number++),
              ServingFunction.initializing(graph, handle, made.initializer().name(), number++)));
    }
    return served;
  }
}
