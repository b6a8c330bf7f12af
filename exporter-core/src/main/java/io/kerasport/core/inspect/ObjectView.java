package io.kerasport.core.inspect;

import java.util.List;
import java.util.SortedMap;

/** A graph of trackable objects, node 0 its root, in the form in which two are compared. */
interface ObjectView {
  /** The number of objects. */
  int size();

  /** The children of an object by the name of the edge. */
  SortedMap<String, Integer> children(int object);

  /** Objects that an object uses otherwise, by what for; they are mostly children elsewhere. */
  SortedMap<String, Integer> uses(int object);

  /** What an object is, besides its children, by what the property is called. */
  SortedMap<String, Object> properties(int object);

  /** The functions an object stands for, by name, in order. */
  List<String> functions(int object);

  /** The slot variables that an optimizer keeps. */
  List<Slot> slots(int object);

  /**
   * A slot variable.
   *
   * @param variable the object it belongs to
   * @param name the slot's name
   * @param slot the object that holds it
   */
  record Slot(int variable, String name, int slot) {}
}
