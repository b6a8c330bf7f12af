package io.kerasport.djl;

/** Where the inputs of an exported model have their channels. */
public enum ImageLayout {
  /** As in DJL: batch, channels, height, width. */
  CHANNELS_FIRST,
  /** As TensorFlow has them: batch, height, width, channels. */
  CHANNELS_LAST
}
