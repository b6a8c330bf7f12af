package io.kerasport.tensorflow;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs run in a virtual machine of their own. */
final class JavaProcess {
  private JavaProcess() {}

  /** The class path of the tests, to be changed at will. */
  static List<String> classPath() {
    return new ArrayList<>(
        List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
  }

  /** Runs a program to its end and returns what it wrote, to standard output and error. */
  static String run(
      Class<?> program, List<String> classPath, List<String> vmOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(vmOptions);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), program.getName()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
