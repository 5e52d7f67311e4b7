package gateway.lab.browser;

import gateway.lab.LabException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** One browser with one window. For one thread. */
public final class Browser implements AutoCloseable {
    /** Selenium warns that it does not know this Chromium's own protocol, of which we use nothing that changes. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int HEIGHT = 900;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it. */
    public static Browser start() {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        // Root has no sandbox, containers have little shared memory, and tests have no use for anything from outside.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--no-proxy-server", "--hide-scrollbars", "--lang=en-GB");
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** Makes the page so wide, as a telephone or a screen has it. */
    public Browser width(int pixels) {
        return size(pixels, HEIGHT);
    }

    /** Makes the page so wide and high. */
    public Browser size(int width, int height) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height,
            "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** Pages that can be light or dark are so from now on. */
    public Browser scheme(String scheme) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    /** Whether the network is there. */
    public Browser network(boolean there) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.emulateNetworkConditions", Map.of("offline", !there, "latency", 0,
            "downloadThroughput", -1, "uploadThroughput", -1));
        return this;
    }

    /** Opens a page. */
    public Browser open(String address) {
        driver.get(address);
        return this;
    }

    /** Where it is. */
    public String address() {
        return driver.getCurrentUrl();
    }

    /** The first visible element of a selector; waits for it. */
    public WebElement find(String selector) {
        await("something visible at " + selector, () -> first(selector) != null);
        return first(selector);
    }

    private WebElement first(String selector) {
        return all(selector).stream().filter(WebElement::isDisplayed).findFirst().orElse(null);
    }

    /** All elements of a selector that are there now. */
    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The text of an element; waits for it. */
    public String text(String selector) {
        return find(selector).getText();
    }

    /** Waits until an element has a text. */
    public void awaitText(String selector, String text) {
        await("\"" + text + "\" at " + selector, () -> {
            WebElement element = first(selector);
            return element != null && element.getText().contains(text);
        });
    }

    /** Waits until something is so. */
    public void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new LabException("not within " + PATIENCE.toSeconds() + " s: " + what + "; the page says:\n"
                    + driver.findElement(By.tagName("body")).getText());
            }
            pause();
        }
    }

    /** An element that was replaced while it was looked at is looked at again. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException replaced) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(STEP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }

    /** Runs a script in the page and answers what it returns. */
    public Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** The script's number. */
    public double number(String script) {
        return ((Number) script(script)).doubleValue();
    }

    /** What pages complained of since the last call: errors and warnings of the console, policies that were broken. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
            .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
            .map(LogEntry::getMessage).toList();
    }

    /** By how many pixels the page is wider than the window. */
    public int overflow() {
        return (int) number("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** Writes a picture of what is to be seen. */
    public Path picture(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new LabException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
