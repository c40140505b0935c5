package dev.rehearsal.disk;

/**
 * One way in which power may be lost during a workload.
 *
 * @param performed how many operations of the workload were done
 * @param aftermath what became of those that were not synced
 * @param disk what the next boot finds
 */
public record CrashPoint(int performed, Aftermath aftermath, DiskImage disk) {

    @Override
    public String toString() {
        return "crash after operation " + performed + ", of the changes not synced " + aftermath;
    }
}
