package dev.rehearsal.kernel;

import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.value.Fingerprint;

/**
 * Everything that a {@link World} knows of one node, as a value that can be put back.
 *
 * @param fingerprint a number that differs, for all practical purposes, where the images differ
 */
public record NodeImage(boolean up, DiskImage disk, long fingerprint) {

    NodeImage(boolean up, DiskImage disk, String name) {
        this(
                up,
                disk,
                Fingerprint.fold(Fingerprint.of(name), disk.fingerprint() * 2 + (up ? 1 : 0)));
    }
}
