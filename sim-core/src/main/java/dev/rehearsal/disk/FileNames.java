package dev.rehearsal.disk;

/**
 * Which file names there are, and how they are written on a real file system.
 *
 * <p>The encoding is injective and the same everywhere: lower-case letters, digits, {@code _},
 * {@code -} and inner dots stand for themselves; every other character is {@code %} and two hex
 * digits, or {@code %u} and four. So no name leads out of its folder, hides, or collides with
 * another on a file system that ignores case.
 */
final class FileNames {

    /** What ext4, XFS, APFS and NTFS allow. */
    static final int ENCODED_MAX = 255;

    private static final int ENCODED_BYTES_PER_CHAR = 6;

    private FileNames() {}

    /** The name, when it is one. */
    static String require(String file) {
        if (file.isEmpty() || file.indexOf('/') >= 0 || file.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a file name must not be empty or hold a slash: file=" + file);
        }
        if (file.length() > ENCODED_MAX / ENCODED_BYTES_PER_CHAR
                && encode(file).length() > ENCODED_MAX) {
            throw new IllegalArgumentException(
                    "a file name must not be longer than 255 bytes as FileDisk writes it: bytes="
                            + encode(file).length()
                            + " file="
                            + file);
        }
        return file;
    }

    /** What is said of an operation on a file that is not there. */
    static IllegalArgumentException missing(String operation, String folder, String file) {
        return new IllegalArgumentException(
                operation + " needs an existing file: file=" + file + " folder=" + folder);
    }

    static String encode(String name) {
        var encoded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean inside = i > 0 && i < name.length() - 1;
            if ((c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '-'
                    || (c == '.' && inside)) {
                encoded.append(c);
            } else if (c < 0x80) {
                encoded.append('%').append(hex(c, 2));
            } else {
                encoded.append("%u").append(hex(c, 4));
            }
        }
        return encoded.toString();
    }

    /** The name of an encoded one; foreign files have none, and their own text comes back. */
    static String decode(String encoded) {
        var name = new StringBuilder(encoded.length());
        int i = 0;
        while (i < encoded.length()) {
            char c = encoded.charAt(i);
            if (c != '%') {
                name.append(c);
                i++;
            } else if (encoded.startsWith("u", i + 1)) {
                name.append((char) Integer.parseInt(encoded, i + 2, i + 6, 16));
                i += 6;
            } else {
                name.append((char) Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 3;
            }
        }
        return name.toString();
    }

    /** Whether a file of a real folder was named by {@link #encode}. */
    static boolean isEncoded(String candidate) {
        try {
            return !candidate.isEmpty() && encode(decode(candidate)).equals(candidate);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return false;
        }
    }

    private static String hex(char c, int digits) {
        String hex = Integer.toHexString(c);
        return "0".repeat(digits - hex.length()) + hex;
    }
}
