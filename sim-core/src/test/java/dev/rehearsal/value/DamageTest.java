package dev.rehearsal.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vavr.collection.CharSeq;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

class DamageTest {

    record Packet(String name, Bytes head, Vector<Option<Bytes>> body) {}

    /** Whose content must be as long as it says. */
    record Counted(int length, Bytes content) {
        Counted {
            if (length != content.size()) {
                throw new IllegalArgumentException("length=" + length);
            }
        }
    }

    private static Packet packet(byte[] head, byte[] body) {
        return new Packet(
                "p", Bytes.of(head), Vector.of(Option.none(), Option.some(Bytes.of(body))));
    }

    private static byte[] content(Packet packet) {
        byte[] head = packet.head().toArray();
        byte[] body = packet.body().get(1).get().toArray();
        byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    @Property(tries = 200)
    void flip_anywhere_turnsThatBitOverAndNoOther(
            @ForAll @Size(max = 5) byte[] head,
            @ForAll @Size(max = 5) byte[] body,
            @ForAll @IntRange(max = 90) int bit) {
        Packet packet = packet(head, body);
        Object damaged = new Damage.Flips(bit).to(packet);
        assertEquals(head.length + body.length, Damage.size(packet));
        if (bit >= Byte.SIZE * (head.length + body.length)) {
            assertNull(damaged);
            return;
        }
        byte[] expected = content(packet);
        expected[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        assertEquals(Bytes.of(expected), Bytes.of(content((Packet) damaged)));
        assertNotEquals(Fingerprint.of(packet), Fingerprint.of(damaged));
        assertEquals(packet, new Damage.Flips(bit).to(damaged));
    }

    @Test
    void cut_endsTheBytesThatItLiesInAndLeavesTheOthers() {
        Packet packet = packet(new byte[] {1, 2, 3}, new byte[] {4, 5});
        assertEquals(packet(new byte[] {1}, new byte[] {4, 5}), new Damage.Cuts(1).to(packet));
        assertEquals(packet(new byte[] {1, 2, 3}, new byte[0]), new Damage.Cuts(3).to(packet));
        assertNull(new Damage.Cuts(5).to(packet));
    }

    @Test
    void damage_thatARecordRefuses_doesNotFit() {
        Counted counted = new Counted(2, Bytes.of((byte) 1, (byte) 2));
        assertNull(new Damage.Cuts(1).to(counted));
        assertEquals(new Counted(2, Bytes.of((byte) 0, (byte) 2)), new Damage.Flips(0).to(counted));
    }

    /** With a sequence that is no Vector, and with bytes where nobody looks. */
    record Mixed(CharSeq text, TreeMap<String, Bytes> kept, Bytes content) {}

    @Test
    void damage_countsTheBytesThatItReachesAndLeavesTheRestAsItIs() {
        TreeMap<String, Bytes> kept = TreeMap.of("a", Bytes.of((byte) 9));
        Mixed mixed = new Mixed(CharSeq.of("text"), kept, Bytes.of((byte) 1));

        assertEquals(1, Damage.size(mixed));
        assertEquals(
                new Mixed(CharSeq.of("text"), kept, Bytes.of((byte) 0)),
                new Damage.Flips(0).to(mixed));
    }

    @Test
    void damage_ofAValueWithoutBytes_doesNotFit() {
        assertNull(new Damage.Flips(0).to("text"));
        assertEquals(0, Damage.size(Vector.of("text", 1)));
    }

    @Test
    void damage_asText_isReadBack() {
        assertEquals(new Damage.Flips(17), Damage.parse("bit 17 flipped"));
        assertEquals("bit 17 flipped", new Damage.Flips(17).toString());
        assertEquals(new Damage.Cuts(3), Damage.parse(new Damage.Cuts(3).toString()));
        assertThrows(IllegalArgumentException.class, () -> Damage.parse("bit x flipped"));
        assertThrows(IllegalArgumentException.class, () -> new Damage.Flips(-1));
    }

    @Property(tries = 100)
    void bytes_areAValueThatNobodyElseHolds(@ForAll @Size(max = 40) byte[] content) {
        Bytes bytes = Bytes.of(content);
        long fingerprint = Fingerprint.of(bytes);
        Codec<Bytes> codec = Codec.structural(Bytes.class);
        assertEquals(bytes, codec.decode(codec.encode(bytes)));
        for (int i = 0; i < content.length; i++) {
            content[i]++;
            bytes.toArray()[i]++;
            assertNotEquals(fingerprint, Fingerprint.of(Bytes.of(content)));
        }
        assertEquals(fingerprint, Fingerprint.of(bytes));
        assertEquals(content.length == 0, bytes.equals(Bytes.of(content)));
    }
}
