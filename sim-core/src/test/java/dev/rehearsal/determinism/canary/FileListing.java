package dev.rehearsal.determinism.canary;

import java.io.File;

/** The files of a folder. */
final class FileListing {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            File[] files = new File(".").listFiles(); // leak
            return files == null ? "" : files[0].getName(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "data/" + number;
        }
    }

    private FileListing() {}
}
