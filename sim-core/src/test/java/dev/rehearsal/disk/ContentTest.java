package dev.rehearsal.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.rehearsal.draw.Draw;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.Arrays;

class ContentTest {

    @Property(tries = 300)
    void content_changedAtRandom_isAnArray_withTheFingerprintOfOne(@ForAll long seed) {
        Content content = Content.EMPTY;
        byte[] array = new byte[0];
        for (int i = 0; i < 15; i++) {
            Draw draw = Draw.seed(seed).in(i);
            if (draw.in("kind").chance(0.3)) {
                int size = draw.in("size").below(3 * Content.PAGE);
                content = content.resize(size);
                array = Arrays.copyOf(array, size);
            } else {
                byte[] bytes = new byte[draw.in("length").below(2 * Content.PAGE)];
                Arrays.fill(bytes, (byte) draw.in("byte").below(3));
                int at = draw.in("at").below(2 * Content.PAGE);
                content = content.write(at, bytes, 0, bytes.length);
                if (bytes.length > 0) {
                    array = Arrays.copyOf(array, Math.max(array.length, at + bytes.length));
                    System.arraycopy(bytes, 0, array, at, bytes.length);
                }
            }
            assertArrayEquals(array, content.bytes());
        }
        Content fresh = Content.EMPTY.resize(array.length).write(0, array, 0, array.length);
        assertEquals(fresh, content);
        assertEquals(fresh.fingerprint(), content.fingerprint());
        if (array.length > 0) {
            Content flipped = content.flip(Draw.seed(seed).in("flip").below(array.length), 3);
            assertNotEquals(content.fingerprint(), flipped.fingerprint());
            assertNotEquals(content, flipped);
        }
        assertNotEquals(content.fingerprint(), content.resize(array.length + 1).fingerprint());
    }
}
