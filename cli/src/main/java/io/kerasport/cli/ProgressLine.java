package io.kerasport.cli;

import io.kerasport.export.ProgressListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Shows progress on one line that is written over and over, and removed in the end. */
final class ProgressLine implements ProgressListener, AutoCloseable {
  private static final long INTERVAL_NANOS = 100_000_000;
  private static final String ERASE = "\r\033[K";

  private final PrintWriter err;
  private final boolean shown;
  private final LongSupplier nanos;
  private long lastNanos;
  private boolean visible;

  /**
   * A line of its own.
   *
   * @param shown whether anybody looks
   * @param nanos tells the time; work that is done soon shows nothing
   */
  ProgressLine(PrintWriter err, boolean shown, LongSupplier nanos) {
    this.err = err;
    this.shown = shown;
    this.nanos = nanos;
    this.lastNanos = nanos.getAsLong();
  }

  static ProgressLine on(Output output, boolean quiet) {
    return new ProgressLine(output.err(), output.terminal().progress() && !quiet, System::nanoTime);
  }

  @Override
  public void progress(String stage, long done, long total) {
    progress(() -> stage, done, total);
  }

  /** Shows a stage whose text is only made if it is shown. */
  void progress(Supplier<String> stage, long done, long total) {
    long now = nanos.getAsLong();
    if (shown && now - lastNanos >= INTERVAL_NANOS) {
      lastNanos = now;
      visible = true;
      long percent = total <= 0 ? 100 : Math.min(100, Math.round(100.0 * done / total));
      err.print(String.format(Locale.ROOT, "%s%s  %d %%", ERASE, stage.get(), percent));
      err.flush();
    }
  }

  @Override
  public void close() {
    if (visible) {
      err.print(ERASE);
      err.flush();
    }
  }
}
