package dev.rehearsal.cli;

import java.util.HexFormat;

/** Seeds as they are printed and read: {@code 0x} and 16 hex digits, or decimal. */
final class Seeds {

    private Seeds() {}

    static String text(long seed) {
        return "0x" + HexFormat.of().toHexDigits(seed);
    }

    static long parse(String option, String text) {
        String digits = text.strip();
        try {
            if (digits.startsWith("0x") || digits.startsWith("0X")) {
                return Long.parseUnsignedLong(digits.substring(2), 16);
            }
            return digits.startsWith("-") ? Long.parseLong(digits) : Long.parseUnsignedLong(digits);
        } catch (NumberFormatException e) {
            throw new Refusal(
                    option
                            + " must be a 64-bit number, hex as 0x… or decimal: "
                            + option
                            + "="
                            + text,
                    e);
        }
    }
}
