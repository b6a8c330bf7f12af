package io.kerasport.build;

import java.util.concurrent.atomic.AtomicLong;

/** The order in which parts of models are made. Keras counts the names it gives in this order. */
final class Creation {
  private static final AtomicLong COUNT = new AtomicLong();

  private Creation() {}

  static long next() {
    return COUNT.getAndIncrement();
  }
}
