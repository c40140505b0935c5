package dev.rehearsal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.DiskFailedException;

import io.vavr.control.Option;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.function.Function;

/** Disks that are wrong in one thing each: the contract finds every one. */
class DiskDriftTest {

    private static final int SEEDS = 200;

    private static DiskSteps.Factory wrong(long more, Function<Disk, Disk> mutant) {
        return capacity -> {
            var subject =
                    ImageDiskTest.simulated(
                            capacity == DiskImage.UNLIMITED ? capacity : capacity + more);
            Disk disk = mutant.apply(subject.disk());
            return new DiskSteps.Subject() {
                @Override
                public Disk disk() {
                    return disk;
                }

                @Override
                public void failNext(DiskFailed.Operation operation) {
                    subject.failNext(operation);
                }
            };
        };
    }

    private static String found(DiskSteps.Factory factory) {
        for (long seed = 0; seed < SEEDS; seed++) {
            String drift = DiskContract.drift(factory, seed);
            if (!drift.isEmpty()) {
                return drift;
            }
        }
        return "";
    }

    @Test
    void disk_thatPassesEverythingOn_isFoundHealthy() {
        assertEquals("", found(wrong(0, PassingDisk::new)));
    }

    @Test
    void capacity_offByOne_isFound() {
        assertNotEquals("", found(wrong(1, PassingDisk::new)));
        assertNotEquals("", found(wrong(-1, PassingDisk::new)));
    }

    @Test
    void lostSyncError_isFound() {
        assertNotEquals(
                "",
                found(
                        wrong(
                                0,
                                disk ->
                                        new PassingDisk(disk) {
                                            @Override
                                            public void sync(String file) {
                                                try {
                                                    disk.sync(file);
                                                } catch (DiskFailedException lost) {
                                                    // this is the bug
                                                }
                                            }
                                        })));
    }

    @Test
    void lostErrorOfAFolderSync_isFound() {
        assertNotEquals(
                "",
                found(
                        wrong(
                                0,
                                disk ->
                                        new PassingDisk(disk) {
                                            @Override
                                            public void syncFolder() {
                                                try {
                                                    disk.syncFolder();
                                                } catch (DiskFailedException lost) {
                                                    // this is the bug
                                                }
                                            }
                                        })));
    }

    @Test
    void rename_thatDoesNotReplace_isFound() {
        assertNotEquals(
                "",
                found(
                        wrong(
                                0,
                                disk ->
                                        new PassingDisk(disk) {
                                            @Override
                                            public void rename(String file, String name) {
                                                if (!disk.list().contains(name)) {
                                                    disk.rename(file, name);
                                                }
                                            }
                                        })));
    }

    @Test
    void truncate_thatNeverExtends_isFound() {
        assertNotEquals(
                "",
                found(
                        wrong(
                                0,
                                disk ->
                                        new PassingDisk(disk) {
                                            @Override
                                            public void truncate(String file, long size) {
                                                int length =
                                                        disk.read(file)
                                                                .getOrElse(new byte[0])
                                                                .length;
                                                disk.truncate(file, Math.min(size, length));
                                            }
                                        })));
    }

    @Test
    void write_overAGapWithoutZeros_isFound() {
        assertNotEquals(
                "",
                found(
                        wrong(
                                0,
                                disk ->
                                        new PassingDisk(disk) {
                                            @Override
                                            public void write(
                                                    String file, long offset, byte[] bytes) {
                                                int length =
                                                        disk.read(file)
                                                                .getOrElse(new byte[0])
                                                                .length;
                                                disk.write(file, Math.min(offset, length), bytes);
                                            }
                                        })));
    }

    @Test
    void append_thatKeepsTheCallersArray_isFound() {
        assertNotEquals(
                "",
                found(
                        wrong(
                                0,
                                disk ->
                                        new PassingDisk(disk) {
                                            private byte[] last = new byte[0];
                                            private String of = "";

                                            @Override
                                            public void append(String file, byte[] bytes) {
                                                disk.append(file, bytes);
                                                last = bytes;
                                                of = file;
                                            }

                                            @Override
                                            public Option<byte[]> read(String file) {
                                                return file.equals(of) && last.length > 0
                                                        ? disk.read(file)
                                                                .map(all -> ended(all, last))
                                                        : disk.read(file);
                                            }
                                        })));
    }

    private static byte[] ended(byte[] all, byte[] end) {
        byte[] next = Arrays.copyOf(all, all.length);
        int count = Math.min(end.length, all.length);
        System.arraycopy(end, 0, next, all.length - count, count);
        return next;
    }
}
