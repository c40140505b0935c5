package dev.rehearsal.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The journal keeps what was appended, and cuts off what was not whole. */
class JournalTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir Path dir;

    private static Entry.Canary entry(int runs) {
        return new Entry.Canary("scenario \u2192 \"one\"\n", true, runs, AT);
    }

    private static List<Entry> read(Path file) {
        List<Entry> all = new ArrayList<>();
        Journal.read(file, all::add);
        return all;
    }

    private Path written(int entries) {
        Path file = dir.resolve("journal.jsonl");
        try (Journal journal = Journal.open(Machine.THIS, file, _ -> {})) {
            for (int i = 0; i < entries; i++) {
                journal.append(entry(i));
            }
        }
        return file;
    }

    @Test
    void entries_appended_areReadInOrder() {
        assertEquals(List.of(entry(0), entry(1), entry(2)), read(written(3)));
    }

    @Test
    void journal_tornAtEveryByte_losesTheTornLineAlone_andGoesOn() throws IOException {
        Path file = written(3);
        byte[] whole = Files.readAllBytes(file);
        int line = whole.length / 3;
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            List<Entry> before = new ArrayList<>();
            try (Journal journal = Journal.open(Machine.THIS, file, before::add)) {
                journal.append(entry(9));
            }
            assertEquals(length / line, before.size());
            before.add(entry(9));
            assertEquals(before, read(file));
        }
    }

    @Test
    void journal_withZerosAfterAPowerLoss_isCutBack() throws IOException {
        Path file = written(2);
        Files.write(file, new byte[100], StandardOpenOption.APPEND);
        Files.writeString(file, "\n", StandardOpenOption.APPEND);

        assertEquals(2, read(file).size());
    }

    @Test
    void journal_damagedInTheMiddle_isRefusedWithTheLine() throws IOException {
        Path file = written(3);
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\"runs\":1", "\"runs\":x"));

        CampaignException refused = assertThrows(CampaignException.class, () -> read(file));

        assertTrue(refused.getMessage().contains("line 2"), refused.getMessage());
    }
}
