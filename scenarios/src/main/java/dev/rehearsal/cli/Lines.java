package dev.rehearsal.cli;

import java.io.Writer;
import java.util.function.Consumer;

/** Hands on what is written, line by line. */
final class Lines extends Writer {

    private final Consumer<String> sink;
    private final StringBuilder line = new StringBuilder();

    Lines(Consumer<String> sink) {
        this.sink = sink;
    }

    @Override
    public void write(char[] characters, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            if (characters[i] == '\n') {
                sink.accept(line.toString());
                line.setLength(0);
            } else if (characters[i] != '\r') {
                line.append(characters[i]);
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        if (!line.isEmpty()) {
            write(new char[] {'\n'}, 0, 1);
        }
    }
}
