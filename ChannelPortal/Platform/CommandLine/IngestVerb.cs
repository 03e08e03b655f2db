using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Platform.CommandLine;

internal sealed class IngestVerb(IServiceProvider services, EventIngestion ingestion, ErrorTexts texts, TimeProvider time) : ICliVerb
{
    private const int BatchSize = 1_000;
    private static readonly Caller s_caller = Caller.System("command line");

    public Command Build()
    {
        var file = new Argument<FileInfo>("file") { Description = "CloudEvents, one JSON object a line." };
        var url = new Option<Uri?>("--url") { Description = "Send to a running portal instead of writing to the configured database." };
        var key = new Option<string?>("--key") { Description = "API key with events:write, with --url." };
        var json = CliOutput.JsonOption();
        var command = new Command("ingest", "Send events from an NDJSON file. Sending a file again changes nothing.") { file, url, key, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var source = parse.GetValue(file)!;
            if (!source.Exists)
            {
                return CliOutput.Fail($"{source.FullName}: no such file.");
            }

            if (parse.GetValue(url) is not null && string.IsNullOrEmpty(parse.GetValue(key)))
            {
                return CliOutput.Fail("--url needs --key.");
            }

            var started = time.GetTimestamp();
            var totals = new Totals();
            using var http = parse.GetValue(url) is { } address ? Client(address, parse.GetValue(key)!) : null;
            if (http is null)
            {
                await services.PrepareAsync(cancellationToken);
            }

            // A batch is read while the one before is committed; never two at once, so that a file's corrections come in its order.
            var writing = Task.CompletedTask;
            foreach (var chunk in File.ReadLines(source.FullName).Select((text, i) => (Text: text, Line: i + 1)).Where(l => l.Text.Length > 0).Chunk(BatchSize))
            {
                if (http is not null)
                {
                    await SendAsync(http, chunk, totals, cancellationToken);
                }
                else
                {
                    var readings = Read(chunk);
                    await writing;
                    writing = WriteAsync(chunk, readings, totals, cancellationToken);
                }

                if (chunk[^1].Line % (BatchSize * 20) == 0)
                {
                    CliOutput.Progress($"{chunk[^1].Line} lines: {totals.Accepted} accepted, {totals.Duplicate} duplicate, {totals.Rejected} rejected");
                }
            }

            await writing;
            var seconds = Math.Round(time.GetElapsedTime(started).TotalSeconds, 3);
            CliOutput.Write(parse.GetValue(json), new { totals.Accepted, totals.Duplicate, totals.Rejected, seconds }, () =>
                $"{totals.Accepted} accepted, {totals.Duplicate} duplicate, {totals.Rejected} rejected in {seconds} s");
            return totals.Rejected == 0 ? 0 : 1;
        });
        return command;
    }

    private static HttpClient Client(Uri address, string key)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private EventReading[] Read((string Text, int Line)[] chunk) =>
        ingestion.Read([.. chunk.Select(c => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(c.Text)))], s_caller);

    private async Task WriteAsync((string Text, int Line)[] chunk, EventReading[] readings, Totals totals, CancellationToken cancellationToken)
    {
        var verdicts = await ingestion.WriteAsync(readings, s_caller, cancellationToken);
        for (var i = 0; i < verdicts.Count; i++)
        {
            var verdict = verdicts[i];
            totals.Add(verdict.Verdict);
            if (verdict.Verdict == FactVerdict.Rejected && totals.Rejected <= 20)
            {
                CliOutput.Progress($"line {chunk[i].Line} {verdict.Id}: {string.Join(' ', verdict.Errors.Select(e => $"{e.Field}: {texts.Describe(e)}"))}");
            }
        }
    }

    private static async Task SendAsync(HttpClient http, (string Text, int Line)[] chunk, Totals totals, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var content = new StringContent(string.Join('\n', chunk.Select(c => c.Text)), Encoding.UTF8, "application/x-ndjson");
            using var response = await http.PostAsync(new Uri("/api/v1/events", UriKind.Relative), content, cancellationToken);
            if (response.StatusCode == System.Net.HttpStatusCode.TooManyRequests && attempt < 60)
            {
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), cancellationToken);
                continue;
            }

            if (!response.IsSuccessStatusCode)
            {
                throw new InvalidDataException($"line {chunk[0].Line}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
            }

            var answer = await JsonSerializer.DeserializeAsync<JsonElement>(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
            totals.Accepted += answer.GetProperty("accepted").GetInt32();
            totals.Duplicate += answer.GetProperty("duplicate").GetInt32();
            totals.Rejected += answer.GetProperty("rejected").GetInt32();
            return;
        }
    }

    private sealed class Totals
    {
        public long Accepted { get; set; }

        public long Duplicate { get; set; }

        public long Rejected { get; set; }

        public void Add(FactVerdict verdict)
        {
            switch (verdict)
            {
                case FactVerdict.Accepted:
                    Accepted++;
                    break;
                case FactVerdict.Duplicate:
                    Duplicate++;
                    break;
                default:
                    Rejected++;
                    break;
            }
        }
    }
}
