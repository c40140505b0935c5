package dev.rehearsal.disk;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.actor.DiskFailed;

class ImageDiskTest extends DiskContract {

    static DiskSteps.Subject simulated(long capacity) {
        var disk = new ImageDisk(FOLDER, DiskImage.empty().withCapacity(capacity));
        return new DiskSteps.Subject() {
            @Override
            public Disk disk() {
                return disk;
            }

            @Override
            public void failNext(DiskFailed.Operation operation) {
                disk.failNext(operation, new DiskFault.Fails(0));
            }
        };
    }

    @Override
    DiskSteps.Subject open(long capacity) {
        return simulated(capacity);
    }
}
