package dev.rehearsal.disk;

import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

import java.util.Arrays;

/**
 * The bytes of a file: an immutable value whose versions share their pages.
 *
 * <p>Shape: pages of {@value #PAGE} bytes; what lies behind the end in the last page is zero. The
 * fingerprint is the sum of the mixed (page number, page) fingerprints, a page of zeros counting
 * nothing, so that it is kept up to date with each page that changes.
 *
 * <p>Cost: a write copies the pages that it touches; {@link #bytes} copies everything.
 */
final class Content {

    static final int PAGE = 512;

    private static final byte[] ZEROS = new byte[PAGE];

    static final Content EMPTY = new Content(Vector.empty(), 0, 0);

    private final Vector<byte[]> pages;
    private final int length;
    private final long sum;

    private Content(Vector<byte[]> pages, int length, long sum) {
        this.pages = pages;
        this.length = length;
        this.sum = sum;
    }

    static void requireLength(String file, long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a file must not be longer than 2^31-1 bytes: file="
                            + file
                            + " bytes="
                            + bytes);
        }
    }

    int length() {
        return length;
    }

    long fingerprint() {
        return Fingerprint.fold(sum, length);
    }

    byte[] bytes() {
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] page : pages) {
            System.arraycopy(page, 0, all, at, Math.min(PAGE, length - at));
            at += PAGE;
        }
        return all;
    }

    /** With one bit the other way round. */
    Content flip(int offset, int bit) {
        byte old = pages.get(offset / PAGE)[offset % PAGE];
        return write(offset, new byte[] {(byte) (old ^ (1 << bit))}, 0, 1);
    }

    /** With bytes written over what is there, as far as the file goes. */
    Content overwrite(int offset, byte[] bytes) {
        return write(offset, bytes, 0, Math.min(bytes.length, length - offset));
    }

    /** With bytes {@code [from, to)} of {@code source} written at {@code offset}. */
    Content write(int offset, byte[] source, int from, int to) {
        if (from >= to) {
            return this;
        }
        int end = Math.addExact(offset, to - from);
        Content grown = end > length ? resize(end) : this;
        Vector<byte[]> next = grown.pages;
        long nextSum = grown.sum;
        int at = offset;
        while (at < end) {
            int number = at / PAGE;
            int inPage = at % PAGE;
            int count = Math.min(PAGE - inPage, end - at);
            byte[] old = next.get(number);
            byte[] page = old.clone();
            System.arraycopy(source, from + (at - offset), page, inPage, count);
            next = next.update(number, page);
            nextSum += print(number, page) - print(number, old);
            at += count;
        }
        return new Content(next, grown.length, nextSum);
    }

    /** Cut, or extended with zeros. */
    Content resize(int size) {
        int count = (int) (((long) size + PAGE - 1) / PAGE);
        Vector<byte[]> next = pages;
        long nextSum = sum;
        if (size < length) {
            for (int number = count; number < pages.size(); number++) {
                nextSum -= print(number, pages.get(number));
            }
            next = pages.take(count);
            int inPage = size % PAGE;
            if (inPage > 0) {
                byte[] old = next.last();
                byte[] page = old.clone();
                Arrays.fill(page, inPage, PAGE, (byte) 0);
                next = next.update(count - 1, page);
                nextSum += print(count - 1, page) - print(count - 1, old);
            }
        } else {
            next = next.appendAll(Vector.fill(count - pages.size(), ZEROS));
        }
        return new Content(next, size, nextSum);
    }

    private static long print(int number, byte[] page) {
        if (page == ZEROS) {
            return 0;
        }
        long h = 0;
        boolean zero = true;
        for (byte b : page) {
            h = (h ^ b) * 0x100000001B3L;
            h ^= h >>> 29;
            zero &= b == 0;
        }
        return zero ? 0 : Fingerprint.mix(Fingerprint.fold(h, number));
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Content that) || that.length != length || that.sum != sum) {
            return false;
        }
        for (int i = 0; i < pages.size(); i++) {
            byte[] mine = pages.get(i);
            byte[] theirs = that.pages.get(i);
            if (mine != theirs && !Arrays.equals(mine, theirs)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint());
    }
}
