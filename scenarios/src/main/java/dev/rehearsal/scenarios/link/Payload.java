package dev.rehearsal.scenarios.link;

import dev.rehearsal.scenarios.link.LinkMessage.Item;
import dev.rehearsal.value.Bytes;

import io.vavr.control.Option;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * An item as the bytes that go over the network: its user and its index in four bytes each, and
 * their checksum in four more.
 *
 * <p>Source: Stone and Partridge, <i>When the CRC and TCP Checksum Disagree</i>, SIGCOMM 2000, for
 * why the ends check what links have checked already.
 */
final class Payload {

    private static final int ITEM_BYTES = 2 * Integer.BYTES;

    private Payload() {}

    static Bytes of(Item item) {
        ByteBuffer bytes = ByteBuffer.allocate(ITEM_BYTES + Integer.BYTES);
        bytes.putInt(item.user()).putInt(item.index());
        bytes.putInt(checksum(bytes.array()));
        return Bytes.of(bytes.array());
    }

    /**
     * The item, when there is a whole one.
     *
     * @param checked whether its checksum must fit
     */
    static Option<Item> read(Bytes payload, boolean checked) {
        ByteBuffer bytes = ByteBuffer.wrap(payload.toArray());
        if (bytes.remaining() < (checked ? ITEM_BYTES + Integer.BYTES : ITEM_BYTES)) {
            return Option.none();
        }
        Item item = new Item(bytes.getInt(), bytes.getInt());
        return checked && bytes.getInt() != checksum(bytes.array())
                ? Option.none()
                : Option.some(item);
    }

    private static int checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, ITEM_BYTES);
        return (int) sum.getValue();
    }
}
