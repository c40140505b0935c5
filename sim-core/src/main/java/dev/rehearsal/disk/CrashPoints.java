package dev.rehearsal.disk;

import io.vavr.collection.Vector;

import java.util.HashSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every disk that a crash during a workload can leave: each number of operations done, with each
 * aftermath.
 *
 * <p>Order: by operations done, then from nothing kept to everything kept, so that the first crash
 * that breaks something is an early and simple one. Disks that are the same after the same number
 * of operations come once.
 *
 * <p>Cost: exponential in the changes between two syncs; see {@link DiskImage#aftermaths}.
 *
 * <p>Source: the exploration of crash states in Pillai et al., <i>All File Systems Are Not Created
 * Equal</i> (ALICE), OSDI 2014.
 */
public final class CrashPoints {

    private CrashPoints() {}

    /**
     * The crashes of a workload.
     *
     * @param before the disk at its start
     * @param operations what it does, see {@link ImageDisk#performed}
     */
    public static Stream<CrashPoint> of(
            DiskImage before, Vector<DiskOp> operations, Tearing tearing) {
        Vector<DiskImage> images = operations.scanLeft(before, DiskImage::apply);
        return IntStream.rangeClosed(0, operations.size())
                .boxed()
                .flatMap(performed -> after(performed, images.get(performed), tearing));
    }

    private static Stream<CrashPoint> after(int performed, DiskImage image, Tearing tearing) {
        var seen = new HashSet<Long>();
        return image.aftermaths(tearing)
                .map(aftermath -> new CrashPoint(performed, aftermath, image.crash(aftermath)))
                .filter(point -> seen.add(point.disk().fingerprint()));
    }
}
