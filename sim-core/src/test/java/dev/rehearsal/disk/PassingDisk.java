package dev.rehearsal.disk;

import dev.rehearsal.actor.Disk;

import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** A disk that passes everything on. */
class PassingDisk implements Disk {
    final Disk disk;

    PassingDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public Seq<String> list() {
        return disk.list();
    }

    @Override
    public Option<byte[]> read(String file) {
        return disk.read(file);
    }

    @Override
    public void append(String file, byte[] bytes) {
        disk.append(file, bytes);
    }

    @Override
    public void write(String file, long offset, byte[] bytes) {
        disk.write(file, offset, bytes);
    }

    @Override
    public void truncate(String file, long size) {
        disk.truncate(file, size);
    }

    @Override
    public void rename(String file, String name) {
        disk.rename(file, name);
    }

    @Override
    public void delete(String file) {
        disk.delete(file);
    }

    @Override
    public void sync(String file) {
        disk.sync(file);
    }

    @Override
    public void syncFolder() {
        disk.syncFolder();
    }
}
