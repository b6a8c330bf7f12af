package io.kerasport.serializers.inner;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.KerasObject;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerResource;
import io.kerasport.spi.LayerSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The call of a layer inside another one's.
 *
 * @param around the call of the layer around it
 * @param layer the layer
 * @param path what the names of its weights begin with
 * @param ops makes its nodes
 * @param inputs its inputs; a state before the first step stands behind the sequence
 * @param mask the mask of the first input
 */
public record InnerCall(
    LayerCall around,
    LayerDescription layer,
    String path,
    Ops ops,
    List<Operand> inputs,
    @Nullable Operand mask)
    implements LayerCall {

  /** Calls the layer, and penalizes what it puts out as its configuration says. */
  public LayerOutput penalized(LayerSerializer serializer) {
    LayerOutput output = serializer.call(this);
    serializer
        .activityRegularizer(layer)
        .ifPresent(regularizer -> output.values().forEach(y -> penalize(regularizer, y)));
    return output;
  }

  @Override
  public List<@Nullable Object> arguments() {
    return new ArrayList<>(inputs);
  }

  @Override
  public @Nullable Operand mask(int input) {
    return input == 0 ? mask : null;
  }

  @Override
  public Optional<Operand> keywordTensor(String keyword) {
    return Optional.empty();
  }

  @Override
  public Map<String, @Nullable Object> keywordArguments() {
    return Map.of();
  }

  @Override
  public Optional<Object> keywordConstant(String keyword) {
    return Optional.empty();
  }

  @Override
  public boolean training() {
    return around.training();
  }

  @Override
  public boolean trainable() {
    return around.trainable() && layer.config().bool("trainable", true);
  }

  @Override
  public boolean fusesLstm() {
    return around.fusesLstm();
  }

  @Override
  public void warn(String sentence) {
    around.warn(sentence);
  }

  @Override
  public void update(String weight, Operand value) {
    around.update(path + weight, value);
  }

  @Override
  public void replace(String weight, Operand value) {
    around.replace(path + weight, value);
  }

  @Override
  public void carryOver(String weight, Operand value) {
    around.carryOver(path + weight, value);
  }

  @Override
  public boolean hasUpdated() {
    return around.hasUpdated();
  }

  @Override
  public List<Operand> repeat(Operand times, List<Operand> initial, RepeatedCall body) {
    return around
        .inside(ops)
        .repeat(times, initial, (inside, variables) -> body.next(inside(inside.ops()), variables));
  }

  @Override
  public void addLoss(Operand loss) {
    around.addLoss(loss);
  }

  @Override
  public void penalize(KerasObject regularizer, Operand output) {
    around.penalize(regularizer, output);
  }

  @Override
  public LayerResource resource(String name, Function<Ops, LayerResource> maker) {
    return around.resource(path + name, maker);
  }

  @Override
  public Operand weight(String name) {
    return around.weight(path + name);
  }

  @Override
  public Operand activate(@Nullable Object activation, Operand x) {
    return around.inside(ops).activate(activation, x);
  }

  @Override
  public LayerCall inside(Ops elsewhere) {
    return new InnerCall(around.inside(elsewhere), layer, path, elsewhere, inputs, mask);
  }
}
