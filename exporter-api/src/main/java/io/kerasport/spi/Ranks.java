package io.kerasport.spi;

/**
 * How many axes a tensor may have, that of the batch included.
 *
 * @param least the fewest
 * @param most the most
 */
public record Ranks(int least, int most) {
  /** Any number of axes. */
  public static final Ranks ANY = atLeast(0);

  public static Ranks of(int rank) {
    return new Ranks(rank, rank);
  }

  public static Ranks atLeast(int rank) {
    return new Ranks(rank, Integer.MAX_VALUE);
  }

  /** Whether a tensor may have so many axes. */
  public boolean contain(int rank) {
    return least <= rank && rank <= most;
  }

  @Override
  public String toString() {
    if (most == Integer.MAX_VALUE) {
      return "at least " + least + " axes";
    }
    return least == most ? least + " axes" : least + " to " + most + " axes";
  }
}
