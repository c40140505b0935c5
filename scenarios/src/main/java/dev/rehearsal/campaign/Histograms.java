package dev.rehearsal.campaign;

import org.HdrHistogram.Histogram;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;

/**
 * What is distributed over the runs: mutable, to be added up.
 *
 * @param latency of operations that completed, in nanoseconds of simulated time
 * @param steps of each run
 * @param cpu of each run, in nanoseconds
 */
record Histograms(Histogram latency, Histogram steps, Histogram cpu) {

    /** One per cent, over any range. */
    private static final int DIGITS = 2;

    Histograms() {
        this(empty(), empty(), empty());
    }

    private static Histogram empty() {
        Histogram histogram = new Histogram(DIGITS);
        histogram.setAutoResize(true);
        return histogram;
    }

    void add(Histograms other) {
        latency.add(other.latency);
        steps.add(other.steps);
        cpu.add(other.cpu);
    }

    /** In HdrHistogram's compressed form, in base 64. */
    static String encoded(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer, Deflater.DEFAULT_COMPRESSION);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /**
     * The reverse.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Histogram decoded(String text) {
        try {
            Histogram histogram =
                    Histogram.decodeFromCompressedByteBuffer(
                            ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
            histogram.setAutoResize(true);
            return histogram;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("a histogram must be compressed: " + e, e);
        }
    }
}
