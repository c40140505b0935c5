package dev.rehearsal.disk;

import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

import java.util.Arrays;

/**
 * The bytes of a file: an immutable value whose versions share their pages.
 *
 * <p>Shape: pages of {@value #PAGE} bytes; what lies behind the end in the last page is zero. The
 * fingerprint is the sum of the mixed (page number, page) fingerprints, a page of zeros counting
 * nothing.
 *
 * <p>Cost: a write copies the pages that it touches; {@link #bytes} copies everything. A page is
 * read for its fingerprint once, and only when somebody asks: a search does, a simulation does not.
 */
final class Content {

    static final int PAGE = 512;

    static final Content EMPTY = new Content(Vector.empty(), 0);

    private final Vector<Page> pages;
    private final int length;
    private long fingerprint;

    private Content(Vector<Page> pages, int length) {
        this.pages = pages;
        this.length = length;
    }

    /** Some bytes, of which nobody changes any, and what they come to once somebody has asked. */
    private static final class Page {

        static final Page ZEROS = new Page(new byte[PAGE]);

        private static final long UNKNOWN = 0;
        private static final long OF_ZEROS = 1;

        final byte[] bytes;
        private long print;

        Page(byte[] bytes) {
            this.bytes = bytes;
        }

        /** What the page counts at its place. */
        long print(int number) {
            if (print == UNKNOWN) {
                print = read();
            }
            return print == OF_ZEROS ? 0 : Fingerprint.mix(Fingerprint.fold(print, number));
        }

        private long read() {
            long h = 0;
            boolean zero = true;
            for (byte b : bytes) {
                h = (h ^ b) * 0x100000001B3L;
                h ^= h >>> 29;
                zero &= b == 0;
            }
            return zero ? OF_ZEROS : h == UNKNOWN || h == OF_ZEROS ? 2 : h;
        }
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
        if (fingerprint == 0) {
            long sum = 0;
            int number = 0;
            for (Page page : pages) {
                sum += page.print(number++);
            }
            long h = Fingerprint.fold(sum, length);
            fingerprint = h == 0 ? 1 : h;
        }
        return fingerprint;
    }

    byte[] bytes() {
        byte[] all = new byte[length];
        int at = 0;
        for (Page page : pages) {
            System.arraycopy(page.bytes, 0, all, at, Math.min(PAGE, length - at));
            at += PAGE;
        }
        return all;
    }

    /** With one bit the other way round. */
    Content flip(int offset, int bit) {
        byte old = pages.get(offset / PAGE).bytes[offset % PAGE];
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
        Vector<Page> next = grown.pages;
        int at = offset;
        while (at < end) {
            int number = at / PAGE;
            int inPage = at % PAGE;
            int count = Math.min(PAGE - inPage, end - at);
            byte[] page = next.get(number).bytes.clone();
            System.arraycopy(source, from + (at - offset), page, inPage, count);
            next = next.update(number, new Page(page));
            at += count;
        }
        return new Content(next, grown.length);
    }

    /** Cut, or extended with zeros. */
    Content resize(int size) {
        int count = (int) (((long) size + PAGE - 1) / PAGE);
        Vector<Page> next = pages;
        if (size < length) {
            next = pages.take(count);
            int inPage = size % PAGE;
            if (inPage > 0) {
                byte[] page = next.last().bytes.clone();
                Arrays.fill(page, inPage, PAGE, (byte) 0);
                next = next.update(count - 1, new Page(page));
            }
        } else if (count > pages.size()) {
            next = next.appendAll(Vector.fill(count - pages.size(), Page.ZEROS));
        }
        return new Content(next, size);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Content that) || that.length != length) {
            return false;
        }
        for (int i = 0; i < pages.size(); i++) {
            Page mine = pages.get(i);
            Page theirs = that.pages.get(i);
            if (mine != theirs && !Arrays.equals(mine.bytes, theirs.bytes)) {
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
