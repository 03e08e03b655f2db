using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Platform.Facts;

/// <summary><c>POST /api/v1/events</c> with bad input: each fault has its own problem in the caller's language, and nothing is half-written.</summary>
public sealed class EventApiTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    private const string Batch = "application/cloudevents-batch+json";

    [Theory]
    [InlineData("application/json", """{"specversion":"1.0",""", HttpStatusCode.BadRequest, "malformed_json")]
    [InlineData("application/x-ndjson", "{\"specversion\":\"1.0\"}\n{oops\n{}", HttpStatusCode.BadRequest, "malformed_json")]
    [InlineData("application/json", "", HttpStatusCode.BadRequest, "malformed_json")]
    [InlineData("application/x-ndjson", "\n\n", HttpStatusCode.BadRequest, "no_events")]
    [InlineData(Batch, "[]", HttpStatusCode.BadRequest, "no_events")]
    [InlineData("text/csv", "a,b", HttpStatusCode.UnsupportedMediaType, "content_type_not_supported")]
    [InlineData("application/json; charset=gb18030", "{}", HttpStatusCode.UnsupportedMediaType, "encoding_not_supported")]
    public async Task Post_UnreadableRequest_IsOneProblemInTheCallersLanguage(string type, string body, HttpStatusCode status, string code)
    {
        await using var api = await Api.StartAsync(Database);
        foreach (var language in new[] { "zh-CN", "en" })
        {
            using var answer = await api.PostAsync(Encoding.UTF8.GetBytes(body), type, language);
            AssertProblem(await ReadAsync(answer, status, "application/problem+json"), (int)status, code, language);
        }

        Assert.Equal(0, await api.LoggedAsync());
    }

    [Fact]
    public async Task Post_BytesThatAreNotUtf8_SaysSo()
    {
        await using var api = await Api.StartAsync(Database);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var body = Encoding.GetEncoding("gb18030").GetBytes("[" + Order("o1", """ "order_id":"O1","dealer_id":"D0001","region_id":"3301","ordered_on":"2026-10-15","channel":"网店" """) + "]");
        using var answer = await api.PostAsync(body, Batch);
        AssertProblem(await ReadAsync(answer, HttpStatusCode.BadRequest, "application/problem+json"), 400, "not_utf8", "en");
        Assert.Equal(0, await api.LoggedAsync());
    }

    [Fact]
    public async Task Post_TenMegabytes_IsRefusedWhetherOrNotTheLengthIsGiven()
    {
        await using var api = new Api(await Database.FreshAsync());
        api.Portal.UseKestrel(0);
        api.Portal.StartServer();

        // A busy machine answers late, and a client that does not wait writes into a closed connection.
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        using var client = new HttpClient(handler) { BaseAddress = api.Portal.ClientOptions.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await api.Portal.CreateApiKeyAsync("events:write"));
        foreach (var chunked in new[] { false, true })
        {
            using var request = Request(new byte[10 * 1024 * 1024], Batch, "en");
            request.Headers.TransferEncodingChunked = chunked;
            request.Headers.ExpectContinue = true;
            using var answer = await client.SendAsync(request, Cancellation);
            AssertProblem(await ReadAsync(answer, HttpStatusCode.RequestEntityTooLarge, "application/problem+json"), 413, "body_too_large", "en");
        }

        Assert.Equal(0, await api.LoggedAsync());
    }

    [Fact]
    public async Task Post_MoreEventsThanABatchMayHold_SavesNone()
    {
        await using var api = await Api.StartAsync(Database);
        var one = Order("o", """ "order_id":"O1","dealer_id":"D0001","region_id":"3301","ordered_on":"2026-10-15" """);
        using var answer = await api.PostAsync(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat(one, 10_001))}]"), Batch);
        AssertProblem(await ReadAsync(answer, HttpStatusCode.RequestEntityTooLarge, "application/problem+json"), 413, "too_many_events", "en");
        Assert.Equal(0, await api.LoggedAsync());
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Post_MixedBatch_AnswersEachEventAndKeepsOnlyTheGood(string language)
    {
        await using var api = await Api.StartAsync(Database);
        const string Good = """ "order_id":"O1","dealer_id":"D0001","region_id":"3301","ordered_on":"2026-10-15" """;
        string[] events =
        [
            Order("good", Good),
            Order("good", Good),
            Order("unknown dealer", Good.Replace("D0001", "D9999", StringComparison.Ordinal)),
            Order("future day", Good.Replace("2026-10-15", "2099-01-01", StringComparison.Ordinal)),
            Order("future time", Good).Replace("2026-10-15T04", "2099-01-01T04", StringComparison.Ordinal),
            Order("unknown type", Good).Replace(".orders.", ".wishes.", StringComparison.Ordinal),
            Order("twice", Good + ""","order_id":"O2" """),
            Order("unknown column", Good + ""","colour":"red" """),
            Order("spec", Good).Replace("\"1.0\"", "\"0.3\"", StringComparison.Ordinal),
            Order("", Good),
            Order("huge", Good + $",\"status\":\"{new string('x', 70_000)}\""),
            "7",
        ];
        using var answer = await api.PostAsync(Encoding.UTF8.GetBytes($"[{string.Join(',', events)}]"), Batch, language);
        var results = (await ReadAsync(answer, HttpStatusCode.OK, "application/json")).GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["accepted", "duplicate"], results.Take(2).Select(r => r.GetProperty("verdict").GetString()));
        Assert.Equal(results[0].GetProperty("seq").GetInt64(), results[1].GetProperty("seq").GetInt64());
        string[] codes =
            ["unknown_reference", "date_in_future", "occurs_in_future", "unknown_type", "column_twice", "unknown_column", "specversion_not_supported", "attribute_missing", "event_too_large", "event_not_object"];
        foreach (var (result, code) in results.Skip(2).Zip(codes))
        {
            Assert.Equal("rejected", result.GetProperty("verdict").GetString());
            AssertProblem(result.GetProperty("problem"), 422, code, language);
        }

        Assert.Equal(1, await api.LoggedAsync());
        await using var db = api.Database.Open();
        Assert.Equal("O1", (await db.Set<OrderFact>().SingleAsync(Cancellation)).OrderId);

        // What was refused for its content waits in quarantine; a bare number has nothing that could be repaired.
        Assert.Equal(codes.Length - 1, await db.Set<QuarantinedEvent>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Post_EachFactWithItsRequiredColumnsOnly_IsAccepted()
    {
        await using var api = await Api.StartAsync(Database);
        var facts = FactCatalog.Product.Facts.Where(f => !f.IsDimension).ToList();
        var events = facts.Select(f => Order("least " + f.Name, string.Join(',', f.Columns.Where(c => c.IsRequired).Select(Least))).Replace(".orders.", $".{f.Name}.", StringComparison.Ordinal));
        using var answer = await api.PostAsync(Encoding.UTF8.GetBytes($"[{string.Join(',', events)}]"), Batch);
        var results = (await ReadAsync(answer, HttpStatusCode.OK, "application/json")).GetProperty("results").EnumerateArray().ToList();
        Assert.Empty(results.Zip(facts).Where(r => r.First.GetProperty("verdict").GetString() != "accepted").Select(r => $"{r.Second.Name}: {r.First}"));
    }

    private static string Least(FactColumn column) => $"\"{column.Name}\":" + column.Kind switch
    {
        FactColumnKind.Text => $"\"{column.Allowed?[0] ?? column.Name switch { "dealer_id" => "D0001", "product_id" => "P0001", "store_id" => "S0001", "region_id" => "3301", _ => "X1" }}\"",
        FactColumnKind.Date => "\"2026-10-01\"",
        FactColumnKind.Instant => "\"2026-10-01T04:00:00Z\"",
        FactColumnKind.Flag => "true",
        _ => "1",
    };

    [Fact]
    public async Task Post_WithoutTheRight_SavesNothing()
    {
        await using var api = await Api.StartAsync(Database);
        var body = Encoding.UTF8.GetBytes(Order("o1", """ "order_id":"O1","dealer_id":"D0001","region_id":"3301","ordered_on":"2026-10-15" """));
        using var reader = await api.Portal.ApiClientAsync("metrics:read");
        using var forbidden = await reader.SendAsync(Request(body, "application/json", "en"), Cancellation);
        AssertProblem(await ReadAsync(forbidden, HttpStatusCode.Forbidden, "application/problem+json"), 403, "scope_missing", "en");
        using var nobody = api.Portal.Anonymous();
        using var unknown = await nobody.SendAsync(Request(body, "application/json", "en"), Cancellation);
        AssertProblem(await ReadAsync(unknown, HttpStatusCode.Unauthorized, "application/problem+json"), 401, "key_required", "en");
        Assert.Equal(0, await api.LoggedAsync());
    }

    private static HttpRequestMessage Request(byte[] body, string type, string language) => new(HttpMethod.Post, new Uri("/api/v1/events", UriKind.Relative))
    {
        Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } },
        Headers = { AcceptLanguage = { new StringWithQualityHeaderValue(language) } },
    };

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, HttpStatusCode status, string type)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == answer.StatusCode, string.Create(CultureInfo.InvariantCulture, $"{answer.StatusCode}: {text}"));
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static void AssertProblem(JsonElement problem, int status, string code, string language)
    {
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.EndsWith("/" + code.Replace('_', '-'), problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("traceId").GetString());
        foreach (var text in new[] { problem.GetProperty("title").GetString()!, problem.GetProperty("detail").GetString()! })
        {
            Assert.DoesNotContain(code, text, StringComparison.Ordinal);
            Assert.Equal(language == "zh-CN", text.Any(c => c is >= '\u4e00' and <= '\u9fff'));
        }
    }

    private static string Order(string id, string columns) =>
        $$$"""{"specversion":"1.0","type":"com.channelportal.orders.v1","source":"/tests/api","id":"{{{id}}}","time":"2026-10-15T04:00:00Z","data":{{{{columns}}}}}""";

    /// <summary>The portal over an empty database that holds the dimensions.</summary>
    private sealed class Api(TestDatabase database) : IAsyncDisposable
    {
        public TestDatabase Database => database;

        public TestPortal Portal { get; } = new(database) { Settings = { ["Alerts:DetectorsEnabled"] = "false" } };

        public static async Task<Api> StartAsync(TestDatabase near)
        {
            var api = new Api(await near.FreshAsync());
            await api.Portal.RecordAsync("world", Some.World());
            return api;
        }

        public async Task<HttpResponseMessage> PostAsync(byte[] body, string type, string language = "en")
        {
            using var client = await Portal.ApiClientAsync("events:write");
            using var request = Request(body, type, language);
            return await client.SendAsync(request, Cancellation);
        }

        public async Task<int> LoggedAsync()
        {
            await using var db = database.Open();
            return await db.Set<FactLogEntry>().CountAsync(e => e.Fact == "orders", Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
