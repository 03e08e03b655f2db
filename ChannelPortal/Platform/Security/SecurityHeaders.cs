
namespace ChannelPortal.Platform.Security;

/// <summary>
/// Headers of every answer. Scripts come from our own files only: a script smuggled into a dealer's name does not run even if a chart
/// library would let it in. Styles may stand inline because bars carry their length in their own style, and the chart library its tooltip's place.
/// </summary>
internal static class SecurityHeaders
{
    public static HeaderPolicyCollection Policy { get; } = Create(isReference: false);

    /// <summary>The API reference starts itself with an inline script; it alone gets a nonce, new in each answer.</summary>
    public static HeaderPolicyCollection ReferencePolicy { get; } = Create(isReference: true);

    private static HeaderPolicyCollection Create(bool isReference) => new HeaderPolicyCollection()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicyStrictOriginWhenCrossOrigin()
        .AddCrossOriginOpenerPolicy(b => b.SameOrigin())
        .AddFrameOptionsSameOrigin()
        .RemoveServerHeader()
        .AddPermissionsPolicy(b =>
        {
            b.AddCamera().Self();
            b.AddMicrophone().None();
            b.AddGeolocation().Self();
        })
        .AddContentSecurityPolicy(b =>
        {
            b.AddDefaultSrc().Self();
            b.AddBaseUri().Self();
            b.AddObjectSrc().None();
            b.AddFrameAncestors().Self();
            b.AddFrameSrc().Self();
            b.AddFormAction().Self();
            var scripts = b.AddScriptSrc().Self();
            if (isReference)
            {
                scripts.WithNonce();
            }

            b.AddStyleSrc().Self().UnsafeInline();
            b.AddImgSrc().Self().Data().Blob();
            b.AddFontSrc().Self().Data();
            b.AddConnectSrc().Self();
        });
}
