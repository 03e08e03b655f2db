using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ChannelPortal.Features.Imports.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.DataFeeds;

/// <summary><c>POST /api/v1/feeds/{kind}</c> as systems of dealers meet it.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public abstract class FeedApiTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly object s_body = new
    {
        rows = new object[] { new { product = "P0001", date = "2026-10-15", quantity = 12.5 }, new { product = "?", date = "2026-10-15", quantity = 1 }, new { product = "P0002", date = "2026-10-15", quantity = 3, dealerId = "D0002" } },
    };

    [Fact]
    public async Task Post_TakesGoodRows_NamesTheOthers_AndRepeatsItsAnswer()
    {
        var fresh = await Database.FreshAsync();
        await using var owned = fresh;
        await using var portal = new TestPortal(fresh, new FakeTimeProvider(Some.Noon.AddHours(1)));
        await portal.RecordAsync("world", Some.World());
        using var client = await ClientAsync(portal, "D0001", "feeds:write");
        using var first = await PostAsync(client, "stock", "k-1", s_body);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var answer = await first.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal((3, 1, 2), (answer.GetProperty("total").GetInt32(), answer.GetProperty("taken").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        Assert.Equal([(2, "feed_product_unknown"), (3, "feed_foreign")], answer.GetProperty("problems").EnumerateArray().Select(p => (p.GetProperty("row").GetInt32(), p.GetProperty("code").GetString()!)));
        using var again = await PostAsync(client, "stock", "k-1", s_body);
        Assert.Equal(answer.GetRawText(), (await again.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetRawText());
        using var other = await PostAsync(client, "stock", "k-1", new { rows = new[] { new { product = "P0001", date = "2026-10-15", quantity = 1 } } });
        Assert.Equal((HttpStatusCode.Conflict, "command_id_reused"), (other.StatusCode, await CodeAsync(other)));
        await using (var db = fresh.Open())
        {
            Assert.Equal(("D0001", 12_500L), (await db.Set<InventorySnapshotFact>().Select(s => new { s.DealerId, s.OnHand }).ToListAsync(Cancellation)).Select(s => (s.DealerId!, s.OnHand)).Single());
            Assert.Equal(("api", 3, 2), (await db.Set<DataFeedFact>().Where(f => f.SubmittedOn != null).ToListAsync(Cancellation)).Select(f => (f.Method, f.RowsTotal, f.RowsRejected)).Single());
        }

        using var none = await PostAsync(client, "pos", "k-2", new { rows = Array.Empty<object>() });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "feed_empty"), (none.StatusCode, await CodeAsync(none)));
        using var unknown = await PostAsync(client, "forecast", "k-3", s_body);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (unknown.StatusCode, await CodeAsync(unknown)));
        using var keyless = await client.PostAsJsonAsync(new Uri("/api/v1/feeds/stock", UriKind.Relative), s_body, Cancellation);
        Assert.Equal((HttpStatusCode.BadRequest, "feed_key_required"), (keyless.StatusCode, await CodeAsync(keyless)));
        using var office = await ClientAsync(portal, null, "feeds:write");
        using var refused = await PostAsync(office, "stock", "k-4", s_body);
        Assert.Equal((HttpStatusCode.Forbidden, "feed_needs_dealer"), (refused.StatusCode, await CodeAsync(refused)));
        using var reader = await ClientAsync(portal, "D0001", "orders:read");
        using var forbidden = await PostAsync(reader, "stock", "k-5", s_body);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    private static async Task<HttpClient> ClientAsync(TestPortal portal, string? dealer, params string[] scopes)
    {
        var key = await portal.Services.GetRequiredService<ApiKeyStore>().CreateAsync("tests", scopes, dealer, Caller.System("tests"), Cancellation);
        var client = portal.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Value);
        return client;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string kind, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/feeds/" + kind, UriKind.Relative)) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request, Cancellation);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString();
}

public sealed class FeedApiOnSqliteTests(SqliteDatabase database) : FeedApiTests(database), IClassFixture<SqliteDatabase>;

public sealed class FeedApiOnPostgreSqlTests(PostgreSqlDatabase database) : FeedApiTests(database), IClassFixture<PostgreSqlDatabase>;
