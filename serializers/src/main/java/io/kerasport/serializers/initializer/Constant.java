package io.kerasport.serializers.initializer;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import io.kerasport.spi.Initializer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value everywhere, or a tensor of values written in the configuration. */
final class Constant implements Initializer {
  private static final String KEY = "value";

  private final double otherwise;

  Constant(double otherwise) {
    this.otherwise = otherwise;
  }

  @Override
  public WeightData values(TensorSpec spec, Config config, long seed) {
    Object value = config.get(KEY);
    if (value instanceof Config tensor && tensor.get("config") instanceof Config inner) {
      value = inner.get(KEY);
    }
    if (value instanceof List<?> list) {
      List<Double> values = new ArrayList<>();
      flatten(list, values);
      if (values.size() != spec.shape().elements()) {
        throw new ConfigException(KEY, spec.shape().elements() + " numbers", values.size());
      }
      return Elements.stream(
          spec,
          () -> {
            Iterator<Double> elements = values.iterator();
            return elements::next;
          });
    }
    double everywhere = value == null ? otherwise : number(value);
    return Elements.stream(spec, () -> () -> everywhere);
  }

  private static void flatten(List<?> list, List<Double> into) {
    for (Object item : list) {
      if (item instanceof List<?> inner) {
        flatten(inner, into);
      } else {
        into.add(number(item));
      }
    }
  }

  private static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    throw new ConfigException(KEY, "a number or a list of numbers", value);
  }
}
