package io.kerasport.purejava.bundle;

import java.util.Comparator;

/**
 * The order of keys in a bundle: that of their UTF-8 bytes, which is that of code points. It is not
 * the order of strings, which compares halves of surrogate pairs.
 */
final class KeyOrder implements Comparator<String> {
  @Override
  public int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean pairX = Character.isSurrogate(x);
        return pairX == Character.isSurrogate(y) ? Character.compare(x, y) : pairX ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
