package io.kerasport.core.graph;

import io.kerasport.graph.Ops;
import io.kerasport.spi.LayerResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The resources of one graph besides its variables. A layer's are made when first asked for. */
final class LayerResources {
  private final Map<String, GraphResource> byPath = new LinkedHashMap<>();

  /** Every resource in the order in which it was made. */
  List<GraphResource> all() {
    return List.copyOf(byPath.values());
  }

  /** A resource of a layer, made in the layer's scope if there is none. */
  LayerResource of(String path, Ops scope, Function<Ops, LayerResource> maker) {
    return byPath
        .computeIfAbsent(path, missing -> new GraphResource(path, maker.apply(scope)))
        .resource();
  }
}
