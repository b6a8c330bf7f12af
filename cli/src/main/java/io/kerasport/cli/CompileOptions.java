package io.kerasport.cli;

import io.kerasport.model.Compile;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What to compile a model with, in place of what its file says. Each option replaces that part
 * only.
 *
 * <p>An object is written {@code NAME} or {@code NAME:setting=value,setting=value}, and stands
 * behind {@code OUTPUT=} where it counts for one output.
 */
final class CompileOptions {
  @Option(
      names = "--optimizer",
      paramLabel = "NAME[:SETTING=VALUE,…]",
      description = "Train with this optimizer, such as Adam:learning_rate=0.0001.")
  private @Nullable String optimizer;

  @Option(
      names = "--loss",
      paramLabel = "[OUTPUT=]NAME[:…]",
      description = "Measure by this loss, such as mse; once for each output that has one.")
  private List<String> losses = new ArrayList<>();

  @Option(
      names = "--metrics",
      paramLabel = "[OUTPUT=]NAME[:…]",
      description = "Measure by this metric too; repeat for more.")
  private List<String> metrics = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** The model, compiled anew as far as options were given. */
  Model applyTo(Model model) {
    Config config = model.compileConfig().orElse(Config.empty());
    if (optimizer == null && losses.isEmpty() && metrics.isEmpty()) {
      return model;
    }
    if (optimizer != null) {
      config = config.with("optimizer", parse(optimizer).object());
    }
    if (!losses.isEmpty()) {
      config = config.with("loss", byOutput("--loss", losses, true)).with("loss_weights", null);
    }
    if (!metrics.isEmpty()) {
      config = config.with("metrics", byOutput("--metrics", metrics, false));
    }
    return model.compile(config);
  }

  /**
   * An object of an option.
   *
   * @param output the output it counts for; null for all
   * @param object as a configuration holds it
   */
  private record Stated(@Nullable String output, Object object) {}

  private Object byOutput(String option, List<String> texts, boolean single) {
    Map<@Nullable String, List<Object>> grouped = new LinkedHashMap<>();
    for (String text : texts) {
      Stated stated = parse(text);
      grouped.computeIfAbsent(stated.output(), key -> new ArrayList<>()).add(stated.object());
    }
    List<Object> forAll = grouped.get(null);
    if (forAll != null && grouped.size() > 1) {
      throw usage(option + " names an output in one place and none in another");
    }
    if (forAll != null) {
      return single && forAll.size() == 1 ? forAll.get(0) : forAll;
    }
    Config config = Config.empty();
    for (Map.Entry<@Nullable String, List<Object>> entry : grouped.entrySet()) {
      Object value = entry.getValue().size() == 1 ? entry.getValue().get(0) : entry.getValue();
      config = config.with(String.valueOf(entry.getKey()), value);
    }
    return config;
  }

  private Stated parse(String text) {
    int colon = text.indexOf(':');
    String head = colon < 0 ? text : text.substring(0, colon);
    int equals = head.indexOf('=');
    String output = equals < 0 ? null : head.substring(0, equals);
    String name = head.substring(equals + 1);
    if (name.isEmpty()) {
      throw usage("`" + text + "` names nothing");
    }
    return new Stated(output, colon < 0 ? name : object(name, text.substring(colon + 1)));
  }

  private Config object(String name, String settings) {
    Map<String, Object> config = new LinkedHashMap<>();
    for (String setting : settings.split(",", -1)) {
      int equals = setting.indexOf('=');
      if (equals <= 0) {
        throw usage("`" + setting + "` is not a setting like learning_rate=0.001");
      }
      config.put(
          setting.substring(0, equals).strip(), value(setting.substring(equals + 1).strip()));
    }
    return Compile.object(name, config);
  }

  private static Object value(String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.valueOf(text);
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notAnInteger) {
      try {
        return Double.valueOf(text);
      } catch (NumberFormatException notANumber) {
        return text;
      }
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
