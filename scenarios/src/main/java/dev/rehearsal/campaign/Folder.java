package dev.rehearsal.campaign;

import dev.rehearsal.campaign.report.GithubSummary;
import dev.rehearsal.campaign.report.HtmlReport;
import dev.rehearsal.campaign.report.JunitXml;
import dev.rehearsal.campaign.report.SummaryJson;
import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.scenario.Catalogue;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * The folder of a campaign. {@code journal.jsonl} is the campaign; whatever else is here is written
 * from it, each file whole or not at all, and can be deleted.
 *
 * <pre>{@code
 * journal.jsonl   what was done and found
 * lock            held while somebody works on it; the operating system takes it back
 * findings/       a file for each finding, to be replayed
 * latency.hlog    steps.hlog, cpu.hlog: distributions, in HdrHistogram's interval log format
 * report.html     for people; summary.json for scripts; junit.xml, summary.md for build servers
 * }</pre>
 */
final class Folder implements AutoCloseable {

    private final Path dir;
    private final FileChannel lockFile;
    private final FileLock lock;

    private Folder(Path dir, FileChannel lockFile, FileLock lock) {
        this.dir = dir;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    static Path journal(Path dir) {
        return dir.resolve("journal.jsonl");
    }

    /** Whether a campaign was begun in a folder. */
    static boolean holdsCampaign(Path dir) {
        try {
            return Files.exists(journal(dir)) && Files.size(journal(dir)) > 0;
        } catch (IOException e) {
            throw new CampaignException("a folder must be readable: " + dir + ": " + e, e);
        }
    }

    /** Takes a folder, which nobody else may have. */
    static Folder take(Path dir) {
        FileChannel file = null;
        try {
            Files.createDirectories(dir);
            file =
                    FileChannel.open(
                            dir.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = lock(file);
            if (lock != null) {
                return new Folder(dir, file, lock);
            }
            file.close();
        } catch (FileAlreadyExistsException e) {
            throw new CampaignException(
                    "a campaign needs a folder: --dir " + dir + " is a file; name another", e);
        } catch (IOException e) {
            throw new CampaignException(
                    "a campaign must be able to write its folder: --dir "
                            + dir
                            + " cannot be written ("
                            + e
                            + "); name another",
                    e);
        }
        throw new CampaignException(
                "one process at a time may work on a folder: another one holds "
                        + dir.resolve("lock")
                        + "; wait for it, or name another folder by --dir");
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    Path dir() {
        return dir;
    }

    /** Writes everything that follows from the journal. */
    void derive(Summary summary, Catalogue catalogue) {
        Set<String> names = HashSet.empty();
        for (Finding finding : summary.findings()) {
            names = names.add(finding.file());
            write(
                    finding.file(),
                    finding.story()
                            .map(Finding.Story::failure)
                            .getOrElse(() -> SummaryJson.finding(finding)));
        }
        dropOthers(names);
        IntervalLogs.write(this);
        write("summary.json", SummaryJson.of(summary) + "\n");
        write("report.html", new HtmlReport(summary, catalogue).text());
        write("junit.xml", JunitXml.of(summary));
        write("summary.md", GithubSummary.of(summary));
    }

    /** A finding may be told under another name once more is known. */
    private void dropOthers(Set<String> names) {
        Path findings = dir.resolve("findings");
        if (!Files.isDirectory(findings)) {
            return;
        }
        try (Stream<Path> files = Files.list(findings)) {
            for (Path file : files.toList()) {
                if (!names.contains("findings/" + file.getFileName())) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file under another name, syncs and renames it. */
    void write(String name, String text) {
        Path target = dir.resolve(name);
        Path temporary = target.resolveSibling("." + target.getFileName() + ".new");
        try {
            Files.createDirectories(target.getParent());
            try (FileChannel channel =
                    FileChannel.open(
                            temporary,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
