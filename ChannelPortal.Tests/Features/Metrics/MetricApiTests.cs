using System.Net;
using System.Text.Json;
using ChannelPortal.Tests.Platform.Metrics;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Metrics;

/// <summary><c>GET /api/v1/metrics/{id}</c> as an outside system meets it.</summary>
public sealed class MetricApiTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task Get_WithTheScope_AnswersTheValue()
    {
        await Golden.FillAsync(Database);
        await using var portal = new TestPortal(Database);
        using var client = await portal.ApiClientAsync("metrics:read");
        using var answer = JsonDocument.Parse(await client.GetStringAsync(
            new Uri("/api/v1/metrics/SAL-01?slice=dealer=G1&period=2026-10", UriKind.Relative), Cancellation));
        Assert.Equal(300.30m, answer.RootElement.GetProperty("value").GetDecimal());
        Assert.Equal(2, answer.RootElement.GetProperty("n").GetInt32());
        Assert.Equal("CNY", answer.RootElement.GetProperty("unit").GetString());

        await AssertProblemAsync(client, "SAL-99?period=2026-10", HttpStatusCode.NotFound, "metric_unknown");
        await AssertProblemAsync(client, "SAL-01?period=October", HttpStatusCode.UnprocessableEntity, "metric_period_malformed");
        await AssertProblemAsync(client, "SAL-01?slice=store=S1&period=2026-10", HttpStatusCode.UnprocessableEntity, "metric_dimension_not_allowed");
        using var writer = await portal.ApiClientAsync("events:write");
        await AssertProblemAsync(writer, "SAL-01?period=2026-10", HttpStatusCode.Forbidden, "scope_missing");
        using var nobody = portal.Anonymous();
        await AssertProblemAsync(nobody, "SAL-01?period=2026-10", HttpStatusCode.Unauthorized, "key_required");
    }

    private static async Task AssertProblemAsync(HttpClient client, string path, HttpStatusCode status, string code)
    {
        using var response = await client.GetAsync(new Uri("/api/v1/metrics/" + path, UriKind.Relative), Cancellation);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
    }
}
