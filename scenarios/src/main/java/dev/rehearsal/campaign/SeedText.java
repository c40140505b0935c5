package dev.rehearsal.campaign;

import java.util.HexFormat;

/** Seeds as they are written: {@code 0x} and 16 hex digits. */
final class SeedText {

    private SeedText() {}

    static String of(long seed) {
        return "0x" + HexFormat.of().toHexDigits(seed);
    }
}
