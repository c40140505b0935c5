package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What is on a disk changes by itself: one bit, or a block. Only on servers whose disks may be
 * lost, as with {@link Wipes}, or damaged in place.
 *
 * @param what how much
 * @param rate for each such server and span; usually 0.2
 * @param span usually 100 ms
 */
public record Rots(What what, double rate, Duration span) implements OfIncidents {

    private static final int BLOCK_MAX = 64;

    /** How much changes. */
    public enum What {
        /** One bit turns over. */
        BIT("bit-rot"),
        /** Up to 64 bytes become garbage. */
        BLOCK("garbage");

        private final String label;

        What(String label) {
            this.label = label;
        }
    }

    /** Refuses what is no probability, and what is not positive. */
    public Rots {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
    }

    @Override
    public String label() {
        return what.label;
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.slots(
                scene.damageable(),
                rate,
                span,
                what.ordinal(),
                (node, slot, at, _) ->
                        new Departure.Spoil(node, slot, at, new DiskFault.Flips("none", 0, 0)));
    }

    @Override
    public Departure.@Nullable Spoil spoilt(
            Departure.Spoil planned, DiskImage disk, Vector<String> folders, Draw draw) {
        record File(String folder, String name, int size) {}
        Vector<File> files =
                folders.flatMap(folder ->
                        Vector.ofAll(disk.list(folder))
                                .map(name ->
                                        new File(
                                                folder,
                                                name,
                                                disk.read(folder, name)
                                                        .map(bytes -> bytes.length)
                                                        .getOrElse(0))));
        Vector<File> full = files.filter(file -> file.size > 0);
        if (full.isEmpty()) {
            return null;
        }
        File file = full.get(draw.in("file").below(full.size()));
        int at = draw.in("byte").below(file.size);
        DiskFault.OfFolder fault =
                switch (what) {
                    case BIT -> new DiskFault.Flips(file.name, at, draw.in("bit").below(8));
                    case BLOCK ->
                            new DiskFault.Scrambles(
                                    file.name, at, Math.min(BLOCK_MAX, file.size - at));
                };
        return new Departure.Spoil(file.folder, planned.slot(), planned.at(), fault);
    }
}
