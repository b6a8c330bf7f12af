package io.kerasport.formats.hdf5;

import org.jspecify.annotations.Nullable;

/**
 * A member of a group.
 *
 * @param address of the member's object header
 * @param refused what kind of link this is, if it is one that is not followed
 */
record Link(long address, @Nullable String refused) {
  static Link hard(long address) {
    return new Link(address, null);
  }

  static Link refused(String kind) {
    return new Link(0, kind);
  }
}
