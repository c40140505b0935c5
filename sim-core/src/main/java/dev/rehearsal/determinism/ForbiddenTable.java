package dev.rehearsal.determinism;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of {@link Forbidden}.
 *
 * <p>For the maintainer. A row that names a call or field is found by {@link CallTable}; a row in
 * words by {@link Rules} or {@link Reach}, which name its constant here. Writing to {@code
 * System.out} and {@code System.err} is not in the table: nothing comes back from it, no setting
 * switches it, and a simulation that prints is still the same simulation. Reading is.
 */
final class ForbiddenTable {

    static final Forbidden ITERATES_SALTED =
            new Forbidden(
                    Leak.ORDER,
                    "order of Set.of, Map.of or a copyOf",
                    "it is salted anew in each JVM",
                    "a List, a TreeSet or TreeMap, a LinkedHashSet, or sorted()");
    static final Forbidden ITERATES_HASHED =
            new Forbidden(
                    Leak.ORDER,
                    "order of a hash table with keys hashed by identity",
                    "enums, classes, arrays, lambdas, objects without a hashCode of their own, and"
                            + " records of them, hash differently in each JVM",
                    "an EnumMap or EnumSet, a TreeMap, a LinkedHashMap, vavr's TreeMap or"
                            + " LinkedHashMap");
    static final Forbidden ITERATES_IDENTITIES =
            new Forbidden(
                    Leak.ORDER,
                    "order of an IdentityHashMap or WeakHashMap",
                    "it follows the identities of the keys",
                    "a LinkedHashMap with ids of your own as keys");
    static final Forbidden HASHES_IDENTITY =
            new Forbidden(
                    Leak.IDENTITY,
                    "hashCode of an object hashed by identity",
                    "enums, arrays, lambdas, objects without a hashCode of their own, and records"
                            + " of them, hash differently in each JVM",
                    "name() or ordinal() of the enum, an id of your own, or Fingerprint.of");
    static final Forbidden PRINTS_IDENTITY =
            new Forbidden(
                    Leak.IDENTITY,
                    "text of an object without a toString of its own",
                    "it contains the identity hash, and of a lambda the hidden class",
                    "a record, or a toString of your own; Arrays.toString of an array");
    static final Forbidden NAMES_LAMBDA =
            new Forbidden(
                    Leak.IDENTITY,
                    "class of a lambda",
                    "its name contains an address of this JVM",
                    "a record or enum constant that implements the interface");
    static final Forbidden WRITES_STATIC =
            new Forbidden(
                    Leak.STATE,
                    "write of a static field",
                    "it is left over from the run before, and shared by all nodes",
                    "a component of the state");
    static final Forbidden READS_STATIC =
            new Forbidden(
                    Leak.STATE,
                    "read of a static field that is not final",
                    "it is left over from the run before, and shared by all nodes",
                    "a component of the state, or a final constant");
    static final Forbidden CHANGES_STATIC =
            new Forbidden(
                    Leak.STATE,
                    "change of an object in a static field",
                    "it is left over from the run before, and shared by all nodes",
                    "a component of the state");
    static final Forbidden CHANGES_ACTOR =
            new Forbidden(
                    Leak.STATE,
                    "change of an object that the actor itself holds",
                    "an actor's components are its configuration: they survive crashes and runs",
                    "a component of the state");
    static final Forbidden CATCHES_LIMIT =
            new Forbidden(
                    Leak.STACK,
                    "catch of StackOverflowError or OutOfMemoryError",
                    "where it is thrown depends on the compiler, the stack size and the heap",
                    "a limit of your own: a depth, a size");
    static final Forbidden FINALIZES =
            new Forbidden(
                    Leak.GARBAGE,
                    "finalize() of its own",
                    "the collector decides when it runs, and on which thread",
                    "an effect when the actor ends");

    static final Vector<Forbidden> ALL = rows();

    private final List<Forbidden> rows = new ArrayList<>();

    private ForbiddenTable() {}

    private void add(Leak leak, String why, String instead, String... whats) {
        Arrays.stream(whats).map(w -> new Forbidden(leak, w, why, instead)).forEach(rows::add);
    }

    private static Vector<Forbidden> rows() {
        ForbiddenTable table = new ForbiddenTable();
        table.clocksAndRandom();
        table.threads();
        table.identityAndOrder();
        table.defaults();
        table.outside();
        table.state();
        return Vector.ofAll(table.rows);
    }

    private void clocksAndRandom() {
        add(
                Leak.CLOCK,
                "the clock of the machine is not the clock of the simulation",
                "a timer of the context; a time that a message brings",
                "java.lang.System.nanoTime()",
                "java.lang.System.currentTimeMillis()",
                "java.time.Instant.now()",
                "java.time.LocalDate.now()",
                "java.time.LocalDate.now(ZoneId)",
                "java.time.LocalTime.now()",
                "java.time.LocalTime.now(ZoneId)",
                "java.time.LocalDateTime.now()",
                "java.time.LocalDateTime.now(ZoneId)",
                "java.time.ZonedDateTime.now()",
                "java.time.ZonedDateTime.now(ZoneId)",
                "java.time.OffsetDateTime.now()",
                "java.time.OffsetDateTime.now(ZoneId)",
                "java.time.OffsetTime.now()",
                "java.time.OffsetTime.now(ZoneId)",
                "java.time.Year.now()",
                "java.time.Year.now(ZoneId)",
                "java.time.YearMonth.now()",
                "java.time.YearMonth.now(ZoneId)",
                "java.time.MonthDay.now()",
                "java.time.MonthDay.now(ZoneId)",
                "java.time.Clock.systemUTC()",
                "java.time.Clock.systemDefaultZone()",
                "java.time.Clock.system(ZoneId)",
                "java.time.Clock.tickMillis(ZoneId)",
                "java.time.Clock.tickSeconds(ZoneId)",
                "java.time.Clock.tickMinutes(ZoneId)",
                "java.time.InstantSource.system()",
                "java.util.Date.new()",
                "java.util.Calendar.getInstance(..)",
                "java.util.GregorianCalendar.new()");
        add(
                Leak.RANDOM,
                "no seed of the simulation determines it",
                "new Random(seed) kept as a seed in the state, or a value that a message brings",
                "java.lang.Math.random()",
                "java.util.Random.new()",
                "java.util.SplittableRandom.new()",
                "java.util.concurrent.ThreadLocalRandom.current()",
                "java.security.SecureRandom.*",
                "java.util.random.RandomGenerator.getDefault()",
                "java.util.random.RandomGenerator.of(String)",
                "java.util.random.RandomGeneratorFactory.create()",
                "java.util.UUID.randomUUID()",
                "java.util.Collections.shuffle(List)",
                "io.vavr.collection.Seq.shuffle()",
                "javax.crypto.KeyGenerator.generateKey()",
                "java.security.KeyPairGenerator.generateKeyPair()");
    }

    private void threads() {
        add(
                Leak.THREAD,
                "the scheduler of the machine decides who runs first",
                "an actor of its own, and messages",
                "java.lang.Thread.new(..)",
                "java.lang.Thread.start()",
                "java.lang.Thread.ofVirtual()",
                "java.lang.Thread.ofPlatform()",
                "java.lang.Thread.startVirtualThread(Runnable)",
                "java.lang.Thread.yield()",
                "java.lang.Thread.interrupt()",
                "java.lang.Thread.setDefaultUncaughtExceptionHandler(..)",
                "java.lang.Runtime.addShutdownHook(Thread)",
                "java.util.concurrent.Executors.*",
                "java.util.concurrent.ThreadPoolExecutor.new(..)",
                "java.util.concurrent.ForkJoinPool.new(..)",
                "java.util.concurrent.ForkJoinPool.commonPool()",
                "java.util.concurrent.ForkJoinTask.fork()",
                "java.util.concurrent.StructuredTaskScope.open(..)",
                "java.util.concurrent.ExecutorService.*",
                "java.util.concurrent.CompletableFuture.*Async(..)",
                "java.util.concurrent.CompletableFuture.orTimeout(..)",
                "java.util.concurrent.CompletableFuture.completeOnTimeout(..)",
                "java.util.concurrent.CompletableFuture.delayedExecutor(..)",
                "java.util.Timer.new(..)",
                "io.vavr.concurrent.Future.*");
        add(
                Leak.THREAD,
                "the order of its parts depends on the processors",
                "stream(), which is sequential",
                "java.util.Collection.parallelStream()",
                "java.util.stream.BaseStream.parallel()",
                "java.util.Arrays.parallelSort(..)",
                "java.util.Arrays.parallelSetAll(..)",
                "java.util.Arrays.parallelPrefix(..)");
        add(
                Leak.THREAD,
                "names and numbers of threads count what the JVM has started before",
                "context.self() to know who is running",
                "java.lang.Thread.getName()",
                "java.lang.Thread.threadId()",
                "java.lang.Thread.getId()",
                "java.lang.Thread.toString()",
                "java.lang.Thread.getAllStackTraces()",
                "java.lang.Thread.activeCount()");
        add(
                Leak.WAITING,
                "real time passes, and another thread ends it",
                "a timer of the context; an answer as a message",
                "java.lang.Thread.sleep(..)",
                "java.lang.Thread.join(..)",
                "java.lang.Object.wait(..)",
                "java.util.concurrent.TimeUnit.sleep(long)",
                "java.util.concurrent.locks.LockSupport.*",
                "java.util.concurrent.locks.Condition.*",
                "java.util.concurrent.locks.Lock.tryLock(..)",
                "java.util.concurrent.CountDownLatch.await(..)",
                "java.util.concurrent.CyclicBarrier.await(..)",
                "java.util.concurrent.Semaphore.acquire(..)",
                "java.util.concurrent.Semaphore.tryAcquire(..)",
                "java.util.concurrent.Future.get(..)",
                "java.util.concurrent.BlockingQueue.take()",
                "java.util.concurrent.BlockingQueue.poll(long,TimeUnit)");
    }

    private void identityAndOrder() {
        add(
                Leak.IDENTITY,
                "it depends on the JVM, the thread and the objects before",
                "an id of your own",
                "java.lang.System.identityHashCode(Object)",
                "java.util.Objects.toIdentityString(Object)");
        rows.add(HASHES_IDENTITY);
        rows.add(PRINTS_IDENTITY);
        rows.add(NAMES_LAMBDA);
        rows.add(ITERATES_SALTED);
        rows.add(ITERATES_HASHED);
        rows.add(ITERATES_IDENTITIES);
        add(
                Leak.REFLECTION,
                "no specification gives an order, and the compiler may add members",
                "an explicit list; or sort by name",
                "java.lang.Class.getMethods()",
                "java.lang.Class.getDeclaredMethods()",
                "java.lang.Class.getFields()",
                "java.lang.Class.getDeclaredFields()",
                "java.lang.Class.getConstructors()",
                "java.lang.Class.getDeclaredConstructors()",
                "java.lang.Class.getClasses()",
                "java.lang.Class.getDeclaredClasses()",
                "java.lang.reflect.AnnotatedElement.getAnnotations()",
                "java.lang.reflect.AnnotatedElement.getDeclaredAnnotations()");
        add(
                Leak.ARITHMETIC,
                "the JIT may replace it by an intrinsic that differs in the last bit",
                "StrictMath, or integers in what decides",
                Vector.of(
                                "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp",
                                "expm1", "log", "log10", "log1p", "pow", "cbrt", "sinh", "cosh",
                                "tanh", "hypot")
                        .map(name -> "java.lang.Math." + name + "(..)")
                        .toJavaArray(String[]::new));
    }

    private void defaults() {
        add(
                Leak.LOCALE,
                "the default locale of the machine decides letters, digits and separators",
                "the overload with Locale.ROOT",
                "java.lang.String.format(String,Object[])",
                "java.lang.String.formatted(Object[])",
                "java.lang.String.toLowerCase()",
                "java.lang.String.toUpperCase()",
                "java.util.Formatter.new()",
                "java.util.Formatter.new(Appendable)",
                "java.util.Locale.getDefault(..)",
                "java.time.format.DateTimeFormatter.ofPattern(String)",
                "java.time.format.DateTimeFormatter.ofLocalizedDate(FormatStyle)",
                "java.time.format.DateTimeFormatter.ofLocalizedTime(FormatStyle)",
                "java.time.format.DateTimeFormatter.ofLocalizedDateTime(..)",
                "java.time.format.DateTimeFormatterBuilder.toFormatter()",
                "java.text.SimpleDateFormat.new()",
                "java.text.SimpleDateFormat.new(String)",
                "java.text.DecimalFormat.new()",
                "java.text.DecimalFormat.new(String)",
                "java.text.MessageFormat.format(String,Object[])",
                "java.text.MessageFormat.new(String)",
                "java.text.NumberFormat.getInstance()",
                "java.text.NumberFormat.getNumberInstance()",
                "java.text.NumberFormat.getIntegerInstance()",
                "java.text.NumberFormat.getPercentInstance()",
                "java.text.NumberFormat.getCurrencyInstance()",
                "java.text.Collator.getInstance()",
                "java.text.BreakIterator.getWordInstance()",
                "java.util.Scanner.new(..)",
                "java.util.ResourceBundle.getBundle(String)");
        add(
                Leak.LOCALE,
                "the zone of the machine decides",
                "ZoneOffset.UTC, or a zone that is named",
                "java.time.ZoneId.systemDefault()",
                "java.util.TimeZone.getDefault()",
                "java.util.Date.toString()");
        add(
                Leak.LOCALE,
                "the default charset of the machine decides",
                "the overload with StandardCharsets.UTF_8",
                "java.lang.String.getBytes()",
                "java.lang.String.new(byte[])",
                "java.lang.String.new(byte[],int,int)",
                "java.nio.charset.Charset.defaultCharset()",
                "java.io.InputStreamReader.new(InputStream)",
                "java.io.OutputStreamWriter.new(OutputStream)",
                "java.io.ByteArrayOutputStream.toString()");
        add(
                Leak.LOCALE,
                "it differs between operating systems",
                "\"\\n\", and \"/\"",
                "java.lang.System.lineSeparator()",
                "java.io.File.separator",
                "java.io.File.separatorChar",
                "java.io.File.pathSeparator");
    }

    private void outside() {
        add(
                Leak.ENVIRONMENT,
                "it is the machine's, and differs on the next one",
                "a parameter of the scenario",
                "java.lang.System.getenv(..)",
                "java.lang.System.getProperty(..)",
                "java.lang.System.getProperties()",
                "java.lang.Integer.getInteger(..)",
                "java.lang.Long.getLong(..)",
                "java.lang.Boolean.getBoolean(String)",
                "java.lang.Runtime.availableProcessors()",
                "java.lang.Runtime.maxMemory()",
                "java.lang.Runtime.totalMemory()",
                "java.lang.Runtime.freeMemory()",
                "java.lang.Runtime.version()",
                "java.lang.management.ManagementFactory.*",
                "java.lang.System.exit(int)",
                "java.lang.Runtime.exit(int)",
                "java.lang.Runtime.halt(int)");
        add(
                Leak.INPUT,
                "files belong to the machine and outlive the run",
                "context.disk()",
                "java.io.File.*",
                "java.nio.file.Files.*",
                "java.io.FileInputStream.new(..)",
                "java.io.FileOutputStream.new(..)",
                "java.io.FileReader.new(..)",
                "java.io.FileWriter.new(..)",
                "java.io.RandomAccessFile.new(..)",
                "java.nio.channels.FileChannel.open(..)");
        add(
                Leak.INPUT,
                "the network is real: it has its own time and its own faults",
                "context.send",
                "java.net.Socket.new(..)",
                "java.net.ServerSocket.new(..)",
                "java.net.DatagramSocket.new(..)",
                "java.net.InetAddress.*",
                "java.net.NetworkInterface.*",
                "java.net.URL.openStream()",
                "java.net.URL.openConnection(..)",
                "java.net.http.HttpClient.*",
                "java.nio.channels.SocketChannel.open(..)",
                "java.nio.channels.ServerSocketChannel.open(..)",
                "java.nio.channels.DatagramChannel.open(..)",
                "java.nio.channels.Selector.open()");
        add(
                Leak.INPUT,
                "another process has its own time",
                "an actor of its own, and messages",
                "java.lang.ProcessBuilder.start()",
                "java.lang.Runtime.exec(..)",
                "java.lang.ProcessHandle.current()",
                "java.lang.ProcessHandle.pid()",
                "java.lang.ProcessHandle.allProcesses()");
        add(
                Leak.INPUT,
                "it waits for somebody at the keyboard",
                "an operation of a client",
                "java.lang.System.in",
                "java.lang.System.console()");
        add(
                Leak.LOGGING,
                "appenders have clocks, locks and threads of their own, and levels come from a"
                        + " file",
                "the trace of the run; System.out while you look for something",
                "org.slf4j.Logger.*",
                "java.util.logging.Logger.*",
                "java.lang.System$Logger.*",
                "org.apache.logging.log4j.Logger.*");
    }

    private void state() {
        rows.add(WRITES_STATIC);
        rows.add(READS_STATIC);
        rows.add(CHANGES_STATIC);
        rows.add(CHANGES_ACTOR);
        add(
                Leak.STATE,
                "it is left over from what the thread did before",
                "a component of the state",
                "java.lang.ThreadLocal.*");
        add(
                Leak.GARBAGE,
                "the collector decides when it is cleared or run",
                "a component of the state that is taken away explicitly",
                "java.lang.System.gc()",
                "java.lang.Runtime.gc()",
                "java.lang.ref.WeakReference.*",
                "java.lang.ref.SoftReference.*",
                "java.lang.ref.PhantomReference.*",
                "java.lang.ref.Reference.get()",
                "java.lang.ref.ReferenceQueue.*",
                "java.lang.ref.Cleaner.*",
                "java.util.WeakHashMap.new(..)");
        rows.add(FINALIZES);
        rows.add(CATCHES_LIMIT);
        add(
                Leak.STACK,
                "depth and frames depend on who calls, the compiler and the JDK",
                "the type of the error and a place of your own",
                "java.lang.Throwable.getStackTrace()",
                "java.lang.Throwable.printStackTrace(..)",
                "java.lang.Thread.getStackTrace()",
                "java.lang.StackWalker.*");
    }
}
