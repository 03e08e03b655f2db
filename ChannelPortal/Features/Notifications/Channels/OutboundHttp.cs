using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Security.AntiSSRF;

namespace ChannelPortal.Features.Notifications.Channels;

/// <summary>Calls addresses that people typed in: public ones over TLS only, each connection checked when it is made, no redirects, five seconds, a small answer.</summary>
internal sealed class OutboundHttp : IDisposable
{
    public const int MostOfAnswer = 2_000;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);
    private readonly HttpClient client;

    public OutboundHttp(IOptions<NotificationsOptions> options)
    {
        HttpMessageHandler handler;
        if (options.Value.AllowPrivateTargets)
        {
            handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        }
        else
        {
            var guarded = new AntiSSRFPolicy(PolicyConfigOptions.ExternalOnlyLatest) { AddXFFHeader = false }.GetHandler();
            (guarded.AllowAutoRedirect, guarded.UseCookies, guarded.PooledConnectionLifetime) = (false, false, TimeSpan.FromMinutes(2));
            handler = guarded;
        }

        client = new HttpClient(handler) { Timeout = s_timeout, MaxResponseContentBufferSize = 64 * 1024 };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("ChannelPortal", "1"));
    }

    /// <summary>Posts JSON. What the network or the guard refuses is an answer, too.</summary>
    public async Task<(HttpStatusCode? Status, string Answer, TimeSpan? RetryAfter)> PostAsync(Uri url, string json, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            var after = response.Headers.RetryAfter?.Delta;
            return (response.StatusCode, body.Length > MostOfAnswer ? body[..MostOfAnswer] : body, after);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "No answer within five seconds.", null);
        }
        catch (AntiSSRFException)
        {
            return (null, "The address is not a public one over TLS.", null);
        }
        catch (HttpRequestException exception)
        {
            // The message of the inner one may name the address, whose query can be a robot's key.
            return (null, exception.InnerException is AntiSSRFException ? "The address is not a public one over TLS." : "No connection: " + exception.HttpRequestError, null);
        }
    }

    public void Dispose() => client.Dispose();
}
