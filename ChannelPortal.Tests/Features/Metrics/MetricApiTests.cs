using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Platform.Metrics;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Metrics;

/// <summary><c>GET /api/v1/metrics</c> as an outside system meets it.</summary>
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

        using var series = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/metrics/SAL-01/series?slice=dealer=G1&until=2026-10&months=3", UriKind.Relative), Cancellation));
        Assert.Equal(["2026-08 0.00", "2026-09 400.00", "2026-10 300.30"], series.RootElement.EnumerateArray().Select(p => $"{p.GetProperty("period").GetString()} {p.GetProperty("value").GetDecimal():0.00}"));
        using var byDealer = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/metrics?ids=SAL-01,PRC-03&by=dealer&period=2026-10", UriKind.Relative), Cancellation));
        Assert.Equal(["SAL-01 dealer=G1", "SAL-01 dealer=G2", "PRC-03 dealer=G1", "PRC-03 dealer=G2"], byDealer.RootElement.EnumerateArray().Select(p => $"{p.GetProperty("id").GetString()} {p.GetProperty("slice").GetString()}"));
        using var core = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/metrics?ids=core&by=dealer&slice=dealer=G1&period=2026-10", UriKind.Relative), Cancellation));
        Assert.All(core.RootElement.EnumerateArray(), p => Assert.Equal("dealer=G1", p.GetProperty("slice").GetString()));

        // A dealer's key sees its own row, and another dealer's part as if there were none.
        using var own = portal.Anonymous();
        var key = await portal.Services.GetRequiredService<ApiKeyStore>().CreateAsync("own", ["metrics:read"], "G1", Caller.System("tests"), Cancellation);
        own.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Value);
        Assert.DoesNotContain("G2", await own.GetStringAsync(new Uri("/api/v1/metrics?ids=SAL-01&by=dealer&period=2026-10", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        using var others = JsonDocument.Parse(await own.GetStringAsync(new Uri("/api/v1/metrics/SAL-01/series?slice=dealer=G2&until=2026-10&months=1", UriKind.Relative), Cancellation));
        Assert.Equal(0, others.RootElement[0].GetProperty("value").GetDecimal());

        await AssertProblemAsync(client, "SAL-99/series?until=2026-10", HttpStatusCode.NotFound, "metric_unknown");
        await AssertProblemAsync(client, "SAL-01/series?until=2026-10-03", HttpStatusCode.UnprocessableEntity, "metric_period_malformed");
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
