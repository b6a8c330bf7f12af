package io.kerasport.serializers.preprocessing;

import io.kerasport.spi.LayerSerializer;
import java.util.Map;
import java.util.TreeMap;

/** The names of the layers that prepare numbers and images. */
public final class PreprocessingLayers {
  private PreprocessingLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    Map<String, LayerSerializer> layers = new TreeMap<>();
    layers.put("Rescaling", new Rescaling());
    layers.put("CategoryEncoding", new CategoryEncoding());
    layers.put("CenterCrop", new CenterCrop());
    layers.put("Resizing", new Resizing());
    layers.put("Normalization", new Normalization());
    layers.put("RandomBrightness", new RandomImages(new RandomBrightness()));
    layers.put("RandomContrast", new RandomImages(new RandomContrast()));
    layers.put("RandomCrop", new RandomCrop());
    layers.put("RandomFlip", new RandomImages(new RandomFlip()));
    layers.put("RandomRotation", new RandomImages(new RandomRotation()));
    layers.put("RandomTranslation", new RandomImages(new RandomTranslation()));
    layers.put("RandomZoom", new RandomImages(new RandomZoom()));
    OnlyServed.KERAS_3.forEach(name -> layers.put(name, new OnlyServed(name, true)));
    OnlyServed.KERAS_2.forEach(name -> layers.put(name, new OnlyServed(name, false)));
    return layers;
  }
}
