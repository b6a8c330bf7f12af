package io.kerasport.core.clone;

import io.kerasport.export.Problem;
import java.util.List;

/**
 * A clone some of whose layers may have no serializer.
 *
 * @param model the model
 * @param problems what an export would refuse
 */
public record PartialClone(ModelClone model, List<Problem> problems) {
  public PartialClone {
    problems = List.copyOf(problems);
  }
}
